import { describe, expect, it } from 'vitest';
import { meanRanks, pairedDifference, ranksOf } from '../../../bench/quality/statistics.ts';
import { createRandom } from '../../../src/random.ts';

describe('pairedDifference', () => {
  it('is 2 ± 1.963 for 0, 1, 2, 3, 4, as t of 4 degrees of freedom has it', () => {
    const { mean, low, high, count, above } = pairedDifference([0, 1, 2, 3, 4]);
    // t(0.975, 4) = 2.776445105, s = √2.5, n = 5.
    const half = 2.776445105 * Math.sqrt(2.5 / 5);
    expect([mean, count, above]).toEqual([2, 5, 4]);
    expect(low).toBeCloseTo(2 - half, 8);
    expect(high).toBeCloseTo(2 + half, 8);
  });

  it('narrows at a lower level, and has no ends for one difference', () => {
    expect(pairedDifference([0, 1, 2, 3, 4], 0.5).low).toBeGreaterThan(pairedDifference([0, 1, 2, 3, 4]).low);
    expect(pairedDifference([3])).toEqual({ mean: 3, low: -Infinity, high: Infinity, count: 1, above: 1 });
    expect(() => pairedDifference([])).toThrow(RangeError);
  });

  it('covers the true mean of 12 normal differences in 93 to 97 of 100 draws', () => {
    const random = createRandom(1, 'coverage');
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    let covered = 0;
    for (let draw = 0; draw < 4000; draw++) {
      const { low, high } = pairedDifference(Array.from({ length: 12 }, () => 1 + normal()));
      if (low <= 1 && 1 <= high) covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.93);
    expect(covered / 4000).toBeLessThan(0.97);
  });
});

describe('ranksOf', () => {
  it('gives the highest 1, and equal ones the mean of their places', () => {
    expect(ranksOf([0.7, 0.9, 0.8])).toEqual([3, 1, 2]);
    expect(ranksOf([0.9, 0.9, 0.8, 0.1])).toEqual([1.5, 1.5, 3, 4]);
    expect(ranksOf([1, 1, 1])).toEqual([2, 2, 2]);
  });

  it('refuses a NaN, which has no place', () => {
    expect(() => ranksOf([1, NaN])).toThrow(RangeError);
  });
});

describe('meanRanks', () => {
  it('averages each method over the sets', () => {
    expect(
      meanRanks([
        [0.9, 0.8, 0.7],
        [0.5, 0.5, 0.6],
      ]),
    ).toEqual([1.75, 2.25, 2]);
  });
});
