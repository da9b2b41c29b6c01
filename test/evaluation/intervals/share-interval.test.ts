import { describe, expect, it } from 'vitest';
import { meanInterval, shareInterval, type Interval } from '../../../src/evaluation/intervals/share-interval.ts';
import { golden } from './golden-intervals.ts';

const Z = 1.959963984540054;
const SHARES = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);

describe('shareInterval', () => {
  it('is the textbook "add two successes and two failures" with z = 2: of 7 in 20 is 9/24 ± 2·√(9/24·15/24/24)', () => {
    const half = 2 * Math.sqrt(((9 / 24) * (15 / 24)) / 24);
    const { low, high } = shareInterval(7, 20, 2);
    expect(low).toBeCloseTo(9 / 24 - half, 15);
    expect(high).toBeCloseTo(9 / 24 + half, 15);
  });

  it("contains SciPy's Wilson interval in 25 cases, and has its centre where neither end is cut off", () => {
    let uncut = 0;
    for (const [successes, trials, low, high] of golden.wilson) {
      const interval = shareInterval(successes, trials);
      expect(interval.low).toBeLessThanOrEqual(low);
      expect(interval.high).toBeGreaterThanOrEqual(high);
      expect(successes / trials).toBeGreaterThanOrEqual(interval.low);
      expect(successes / trials).toBeLessThanOrEqual(interval.high);
      if (interval.low === 0 || interval.high === 1) continue;
      uncut++;
      // Both are a few operations on the same numbers.
      expect((interval.low + interval.high) / 2).toBeCloseTo((low + high) / 2, 13);
    }
    expect(uncut).toBeGreaterThan(3);
  });

  it('covers every share from 0.005 to 0.995 in at least 92 of 100 samples of 10, 30 or 100 rows; Wilson in 86', () => {
    for (const trials of [10, 30, 100]) {
      const least = Math.min(...SHARES.map((share) => coverage(share, trials, shareInterval)));
      expect(least).toBeGreaterThan(0.92);
    }
    expect(Math.min(...SHARES.map((share) => coverage(share, 10, wilson)))).toBeLessThan(0.87);
    expect(Math.min(...SHARES.map((share) => coverage(share, 30, wilson)))).toBeLessThan(0.87);
  });

  it('is all from 0 to 1 without a trial, and refuses more successes than trials', () => {
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => shareInterval(3, 2)).toThrow(new RangeError('shareInterval: 3 successes in 2 trials'));
    expect(() => shareInterval(NaN, 2)).toThrow(RangeError);
  });
});

describe('meanInterval', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
  ])(
    "of Wilson's limits, twice, less 1, is the interval of %i/%i − %i/%i as published (Newcombe 1998, method 10)",
    (a, m, b, n, low, high) => {
      // The difference p − q is twice the mean of p and 1 − q, less 1.
      const interval = meanInterval([
        { value: a / m, interval: wilson(a, m) },
        { value: 1 - b / n, interval: wilson(n - b, n) },
      ]);
      // Published to four decimals.
      expect(Math.abs(2 * interval.low - 1 - low)).toBeLessThanOrEqual(0.00005);
      expect(Math.abs(2 * interval.high - 1 - high)).toBeLessThanOrEqual(0.00005);
    },
  );

  it('of shares that go together entirely is the mean of their limits, of independent ones 1/√k as wide', () => {
    const share = { value: 0.3, interval: { low: 0.2, high: 0.5 } };
    const together = meanInterval([share, share, share, share], () => 1);
    expect(together.low).toBeCloseTo(0.2, 15);
    expect(together.high).toBeCloseTo(0.5, 15);
    const independent = meanInterval([share, share, share, share]);
    expect(independent.low).toBeCloseTo(0.25, 15);
    expect(independent.high).toBeCloseTo(0.4, 15);
  });
});

/** The chance that the interval of so many rows holds the share. */
function coverage(share: number, trials: number, interval: (successes: number, trials: number) => Interval): number {
  let chance = (1 - share) ** trials;
  let covered = 0;
  for (let successes = 0; successes <= trials; successes++) {
    const { low, high } = interval(successes, trials);
    if (low <= share && share <= high) covered += chance;
    chance *= ((trials - successes) / (successes + 1)) * (share / (1 - share));
  }
  return covered;
}

/** Wilson's interval (1927). */
function wilson(successes: number, trials: number): Interval {
  const share = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return { low: centre - half, high: centre + half };
}
