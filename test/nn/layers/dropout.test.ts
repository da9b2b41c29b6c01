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

/** A pass over x, forward and, with dY the same x, back. */
function pass(dropout: Dropout, x: Tensor, training: boolean): { y: Float32Array; dX: Float32Array } {
  const [y, dX] = [Tensor.zeros(...x.shape), Tensor.zeros(...x.shape)];
  dropout.forward(x, y, training);
  dropout.backward(x, y, x, dX);
  return { y: y.data, dX: dX.data };
}

describe('Dropout', () => {
  it.each([0.1, 0.5, 0.9])(
    'drops a share of %d of 100,000 elements, within 5 standard errors √(r(1 − r) / N)',
    (rate) => {
      const { y } = pass(build(rate), ones(), true);
      const dropped = y.filter((value) => value === 0).length / N;
      expect(Math.abs(dropped - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / N));
      expect(new Set(y)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    },
  );

  it('leaves x and its gradient as they are outside training, after training too, and at rate 0', () => {
    const x = randomTensor(createRandom(2), 3, 4);
    const evaluated = build(0.5, 4);
    expectSameBits(
      pass(evaluated, x, true)
        .y.filter((value) => value === 0)
        .slice(0, 1),
      Float32Array.of(0),
      'dropped',
    );
    for (const { y, dX } of [pass(evaluated, x, false), pass(build(0, 4), x, true)]) {
      expectSameBits(y, x.data, 'y');
      expectSameBits(dX, x.data, 'dX');
    }
  });

  it('draws another mask each pass, and sends gradients through the last one', () => {
    const dropout = build(0.5);
    const first = pass(dropout, ones(), true);
    const second = pass(dropout, ones(), true);
    expect(() => expectSameBits(second.y, first.y, 'mask')).toThrow('bits differ');
    expectSameBits(second.dX, second.y, 'dX');
    expectSameBits(dropout.mask(400).data, second.y, 'mask');
  });

  it('draws equal masks from equal seeds', () => {
    const [first, same, other] = [3, 3, 4].map((seed) => pass(build(0.5, 250, seed), ones(), true).y);
    expectSameBits(same!, first!, 'mask');
    expect(() => expectSameBits(other!, first!, 'mask')).toThrow('bits differ');
  });

  it.each([-0.1, 1, 1.5, NaN])('refuses the rate %d', (rate) => {
    expect(() => new Dropout({ rate })).toThrow(`must be a number in [0, 1), got ${rate}`);
  });
});
