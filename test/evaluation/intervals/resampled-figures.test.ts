import { describe, expect, it } from 'vitest';
import { averagePrecision, rocAuc } from '../../../src/evaluation/curves.ts';
import { bootstrap } from '../../../src/evaluation/intervals/bootstrap.ts';
import {
  resampledGainInterval,
  resampledLossInterval,
  resampledShareInterval,
  standardErrors,
} from '../../../src/evaluation/intervals/resampled-figures.ts';
import { shareInterval, type Interval } from '../../../src/evaluation/intervals/share-interval.ts';
import { countRanks, rankScores } from '../../../src/evaluation/ranking.ts';
import { createRandom, type Random } from '../../../src/random.ts';

describe('resampledGainInterval', () => {
  it('of all positives but a fiftieth of one row is that of all; as a plain share it would reach down to 28 %', () => {
    const [gain, positives] = [1 - 0.02 / 225, 225];
    const resamples = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : 1 - 3 / positives));
    expect(resampledGainInterval(gain, resamples, positives, 1.97)).toEqual(shareInterval(positives, positives, 1.97));
    expect(resampledShareInterval(gain, resamples, positives, 1.97)!.low).toBeLessThan(0.3);
  });

  it('of half a row outside or more is that of a share', () => {
    const resamples = [0.9, 0.95, 0.99];
    for (const gain of [0.25, 0.975]) {
      expect(resampledGainInterval(gain, resamples, 20, 2)).toEqual(resampledShareInterval(gain, resamples, 20, 2));
    }
  });
});

describe('resampledShareInterval', () => {
  it('of a plain share is that of as many rows, but for the chance in 20,000 resamples', () => {
    const { share } = bootstrap({ rowCount: 50, random: createRandom(1), resamples: 20_000 }, (counts) => ({
      share: counts.subarray(0, 15).reduce((sum, count) => sum + count, 0) / 50,
    }));
    const found = resampledShareInterval(0.3, share, 50, 1.96)!;
    const expected = shareInterval(15, 50, 1.96);
    // The variance of 20,000 resamples is known to 1 %, the interval's width to 0.5 %.
    expect(Math.abs(found.low - expected.low)).toBeLessThan(0.003);
    expect(Math.abs(found.high - expected.high)).toBeLessThan(0.003);
  });

  it('of 0 and 1 is that of none and all of the rows, and of a share that never varies has no width', () => {
    expect(resampledShareInterval(1, [1, 1], 30, 2)).toEqual(shareInterval(30, 30, 2));
    expect(resampledShareInterval(1 + Number.EPSILON, [1, 0.9], 30, 2)).toEqual(shareInterval(30, 30, 2));
    expect(resampledShareInterval(0, [0, 0.1], 30, 2)).toEqual(shareInterval(0, 30, 2));
    expect(resampledShareInterval(0.5, [0.5, 0.5], 30, 2)).toEqual({ low: 0.5, high: 0.5 });
  });

  it('is null without resamples, or with one only', () => {
    expect(resampledShareInterval(0.5, null, 30, 2)).toBeNull();
    expect(resampledShareInterval(0.5, [0.5], 30, 2)).toBeNull();
  });

  it('covers the AUC and average precision of 15 positives in 100 rows in 94 to 99 of 100 sets; the middle 95 % in fewer', () => {
    const random = createRandom('ranking');
    const truth = rankingTruth();
    const [sets, resamples] = [300, 200];
    const hits = { auc: 0, precision: 0 };
    const middle = { auc: 0, precision: 0 };
    for (let set = 0; set < sets; set++) {
      const targets = Int32Array.from({ length: 100 }, () => Number(random.next() < 0.15));
      const positives = targets.reduce((sum, target) => sum + target, 0);
      const ranking = rankScores(Float64Array.from(targets, (target) => normal(random) + 1.5 * target));
      const of = (counts?: Int32Array) => {
        const ranked = countRanks(ranking, targets, counts);
        return { auc: rocAuc(ranked), precision: averagePrecision(ranked) };
      };
      const values = of();
      const drawn = bootstrap({ rowCount: 100, random, resamples }, of);
      for (const name of ['auc', 'precision'] as const) {
        const interval = resampledShareInterval(values[name]!, drawn[name], positives, standardErrors(positives))!;
        hits[name] += Number(holds(interval, truth[name]));
        const sorted = drawn[name]!.toSorted((a, b) => a - b);
        middle[name] += Number(holds({ low: sorted[5]!, high: sorted[194]! }, truth[name]));
      }
    }
    // 300 sets leave a standard error of 1.3 points.
    for (const name of ['auc', 'precision'] as const) {
      expect(hits[name] / sets).toBeGreaterThan(0.94);
      expect(hits[name] / sets).toBeLessThan(0.99);
      expect(middle[name]).toBeLessThan(hits[name] - 0.015 * sets);
    }
  });
});

describe('resampledLossInterval', () => {
  it('is as far above the loss as below it, in ratio, by reach standard deviations of the logarithm', () => {
    const { low, high } = resampledLossInterval(0.5, [0.5, 0.5 * Math.E], 2)!;
    // The standard deviation of 0 and 1 is √½.
    expect(high).toBeCloseTo(0.5 * Math.exp(2 * Math.SQRT1_2), 14);
    expect(low * high).toBeCloseTo(0.25, 14);
  });

  it('is null if a resample has no loss, and without resamples', () => {
    expect(resampledLossInterval(0.1, [0.2, 0], 2)).toBeNull();
    expect(resampledLossInterval(0, [0, 0], 2)).toBeNull();
    expect(resampledLossInterval(0.1, null, 2)).toBeNull();
  });

  it('is null where it would reach to Infinity', () => {
    expect(resampledLossInterval(0.1, [1e-300, 0.2], 12.7)).toBeNull();
  });
});

describe('standardErrors', () => {
  it('is 1.96 of many rows, 2.05 of 30, and 12.7 of two or one', () => {
    expect(standardErrors(1_000_000)).toBeCloseTo(1.96, 3);
    expect(standardErrors(30)).toBeCloseTo(2.045, 3);
    expect(standardErrors(2)).toBeCloseTo(12.706, 3);
    expect(standardErrors(1)).toBe(standardErrors(2));
  });
});

function holds({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}

/** Box & Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** AUC and average precision of 100,000 rows. */
function rankingTruth() {
  const random = createRandom('truth');
  const targets = Int32Array.from({ length: 100_000 }, () => Number(random.next() < 0.15));
  const ranked = countRanks(rankScores(Float64Array.from(targets, (target) => normal(random) + 1.5 * target)), targets);
  return { auc: rocAuc(ranked)!, precision: averagePrecision(ranked)! };
}
