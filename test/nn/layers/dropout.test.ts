import { describe, expect, it } from 'vitest';
import { Dropout } from '../../../src/nn/layers/dropout.ts';
import { createRandom, resumeRandom } from '../../../src/random.ts';
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

/** How far the share of pairs with both dropped is from 0.3², in standard errors of independent pairs. */
function bothDropped(left: Float32Array, right: Float32Array): number {
  const n = Math.min(left.length, right.length);
  let both = 0;
  for (let i = 0; i < n; i++) if (left[i] === 0 && right[i] === 0) both++;
  return Math.abs(both / n - 0.09) / Math.sqrt((0.09 * 0.91) / n);
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

  it.each([
    ['its right neighbour', 1],
    ['the one 4 on, by another generator', 4],
    ['the one 8 on, the next of its generator', 8],
    ['the one 16 on', 16],
    ['the one below', 250],
  ])('drops an element independently of %s: of 100,000 pairs r² are dropped, within 5 standard errors', (_, lag) => {
    const { y } = pass(build(0.3), ones(), true);
    expect(bothDropped(y, y.subarray(lag))).toBeLessThan(5);
    // What is to be seen: each element with itself is dropped in 30 % of the pairs, not in 9 %.
    expect(bothDropped(y, y)).toBeGreaterThan(100);
  });

  it('drops an element independently of the same one in the pass before, and in another layer', () => {
    const random = createRandom(1);
    const [one, other] = [new Dropout({ rate: 0.3 }), new Dropout({ rate: 0.3 })];
    for (const dropout of [one, other]) dropout.build(250, random);
    const [first, second, elsewhere] = [one, one, other].map((dropout) => pass(dropout, ones(), true).y);
    expect(bothDropped(first!, second!)).toBeLessThan(5);
    expect(bothDropped(second!, elsewhere!)).toBeLessThan(5);
  });

  it('drops r·c of a row’s c elements with a variance of r(1 − r)·c over 400 rows, within 5 standard errors', () => {
    const { y } = pass(build(0.3), ones(), true);
    const counts = Array.from(
      { length: 400 },
      (_, i) => 250 - y.subarray(250 * i, 250 * i + 250).filter(Boolean).length,
    );
    const mean = counts.reduce((sum, count) => sum + count) / 400;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 399;
    const expected = 0.3 * 0.7 * 250;
    expect(Math.abs(mean - 75)).toBeLessThan(5 * Math.sqrt(expected / 400));
    // The variance of n counts has a standard error of √(2 / (n − 1)) of itself.
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / 399));
  });

  it('goes on with the same masks from a saved state of its random', () => {
    const random = createRandom(3);
    const dropout = new Dropout({ rate: 0.5 });
    dropout.build(250, random);
    pass(dropout, ones(), true);
    const resumed = new Dropout({ rate: 0.5 });
    resumed.build(250, resumeRandom(structuredClone(random.state())));
    const [next, again] = [dropout, resumed].map((one) => pass(one, ones(), true).y);
    expectSameBits(again!, next!, 'mask');
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
