import { describe, expect, it } from 'vitest';
import { Dropout } from '../../../src/nn/layers/dropout.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { expectSameBits, randomTensor } from '../../support/tensors.ts';

const N = 400 * 250;

function build(rate: number, columns = 250, seed = 1): Dropout {
  const dropout = new Dropout({ rate });
  expect(dropout.build(columns, createRandom(seed))).toBe(columns);
  return dropout;
}

const ones = (): Tensor => new Tensor(new Float32Array(N).fill(1), [400, 250]);

describe('Dropout', () => {
  it.each([0.1, 0.5, 0.9])(
    'drops a share of %d of 100,000 elements, within 5 standard errors √(r(1 − r) / N)',
    (rate) => {
      const { data } = build(rate).forward(ones(), true);
      const dropped = data.filter((value) => value === 0).length / N;
      expect(Math.abs(dropped - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / N));
      expect(new Set(data)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    },
  );

  it('passes x itself on outside training, and at rate 0', () => {
    const x = randomTensor(createRandom(2), 3, 4);
    expect(build(0.5, 4).forward(x, false)).toBe(x);
    expect(build(0, 4).forward(x, true)).toBe(x);
    const evaluated = build(0.5, 4);
    evaluated.forward(x, true);
    evaluated.forward(x, false);
    expect(evaluated.backward(x, true)).toBe(x);
  });

  it('draws another mask each pass, and sends gradients through the last one', () => {
    const dropout = build(0.5);
    const first = dropout.forward(ones(), true).data.slice();
    const second = dropout.forward(ones(), true).data.slice();
    expect(() => expectSameBits(second, first, 'mask')).toThrow('bits differ');
    expectSameBits(dropout.backward(ones(), true)!.data, second, 'dX');
    expectSameBits(dropout.mask(400).data, second, 'mask');
    expect(dropout.backward(ones(), false)).toBeNull();
  });

  it('draws equal masks from equal seeds', () => {
    const [first, same, other] = [3, 3, 4].map((seed) => build(0.5, 250, seed).forward(ones(), true).data);
    expectSameBits(same!, first!, 'mask');
    expect(() => expectSameBits(other!, first!, 'mask')).toThrow('bits differ');
  });

  it.each([-0.1, 1, 1.5, NaN])('refuses the rate %d', (rate) => {
    expect(() => new Dropout({ rate })).toThrow(`must be in [0, 1), got ${rate}`);
  });
});
