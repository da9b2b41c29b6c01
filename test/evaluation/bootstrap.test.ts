import { describe, expect, it } from 'vitest';
import { rocAuc } from '../../src/evaluation/curves.ts';
import { bootstrapIntervals, wilsonInterval } from '../../src/evaluation/intervals.ts';
import type { Interval } from '../../src/evaluation/intervals.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { createRandom } from '../../src/random.ts';

describe('wilsonInterval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is %d to %d, as published (Newcombe 1998, table I, method 3)', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)!;
    // Published to four decimals.
    expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(0.00005);
    expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(0.00005);
    const share = successes / trials;
    const wald = share - 1.96 * Math.sqrt((share * (1 - share)) / trials);
    if (successes > 0) expect(Math.abs(wald - low)).toBeGreaterThan(0.001);
  });

  it('mirrors: 20 of 20 is 1 less the interval of 0 of 20', () => {
    expect(wilsonInterval(20, 20)).toEqual({ low: 1 - wilsonInterval(0, 20)!.high, high: 1 });
  });

  it('is null of no trials and refuses more successes than trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(() => wilsonInterval(3, 2)).toThrow(new RangeError('wilsonInterval: 3 successes in 2 trials'));
    expect(() => wilsonInterval(NaN, 2)).toThrow(RangeError);
  });

  it("covers shares of 0.02 to 0.5 in 93 to 97 % of samples of 100 rows, exactly reckoned; Wald's covers 0.02 in 87 %", () => {
    // Successes are whole, so coverage moves in steps and can't be 95 % for every share.
    for (const share of [0.02, 0.1, 0.2, 0.3, 0.4, 0.5]) {
      const covered = coverage(share, (successes) => wilsonInterval(successes, 100)!);
      expect(covered).toBeGreaterThan(0.93);
      expect(covered).toBeLessThan(0.97);
    }
    const wald = (successes: number): Interval => {
      const half = 1.96 * Math.sqrt(((successes / 100) * (1 - successes / 100)) / 100);
      return { low: successes / 100 - half, high: successes / 100 + half };
    };
    expect(coverage(0.02, wald)).toBeLessThan(0.88);
  });
});

describe('bootstrapIntervals', () => {
  it('draws each resample with replacement: n rows in all, other ones each time', () => {
    const seen = new Set<string>();
    bootstrapIntervals({ rowCount: 10, random: createRandom(1), resamples: 20 }, (counts) => {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
      seen.add(String(counts));
      return {};
    });
    expect(seen.size).toBe(20);
  });

  it('is the same for the same seed and another for another', () => {
    const interval = (seed: number): Interval | null =>
      bootstrapIntervals({ rowCount: 50, random: createRandom(seed), resamples: 100 }, (counts) => ({
        first: counts[0]! + counts[1]! / 7 + counts[2]! / 11,
      })).first;
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  it('interpolates quantiles: of 1 to 5 the middle 50 % is 2 to 4, the middle 90 % 1.2 to 4.8', () => {
    const figures = [3, 1, 5, 2, 4];
    for (const [level, low, high] of [
      [0.5, 2, 4],
      [0.9, 1.2, 4.8],
    ] as const) {
      let resample = 0;
      const options = { rowCount: 2, random: createRandom(1), resamples: 5, level };
      const { figure } = bootstrapIntervals(options, () => ({ figure: figures[resample++]! }));
      expect(figure!.low).toBeCloseTo(low, 14);
      expect(figure!.high).toBeCloseTo(high, 14);
    }
  });

  it('leaves undefined resamples out, and gives null where they are more than half', () => {
    let resample = 0;
    const options = { rowCount: 2, random: createRandom(1), resamples: 10 };
    const intervals = bootstrapIntervals(options, () => {
      resample++;
      return { half: resample <= 5 ? 7 : null, most: resample <= 4 ? 7 : null };
    });
    expect(intervals).toEqual({ half: { low: 7, high: 7 }, most: null });
  });

  it.each([
    [{ rowCount: 0 }, 'rowCount 0, expected a whole number of at least 1'],
    [{ resamples: 2.5 }, 'resamples 2.5, expected a whole number of at least 1'],
    [{ level: 1 }, 'level 1, expected between 0 and 1'],
  ])('refuses %o', (options, message) => {
    expect(() =>
      bootstrapIntervals({ rowCount: 5, random: createRandom(1), ...options }, () => ({ figure: 1 })),
    ).toThrow(new RangeError(`bootstrapIntervals: ${message}`));
  });

  it('covers the true share and the true AUC in about 95 % of 300 samples; intervals half as wide do not', () => {
    const [rows, samples] = [100, 300];
    // 3 of 10 rows are positive; their scores are 1 to 5, those of the others 0 to 4, each equally likely.
    const trueShare = 0.3;
    const trueAuc = (15 + 4 / 2) / 25;
    const random = createRandom(1, 'samples');
    const hits = { share: 0, auc: 0, narrowShare: 0, narrowAuc: 0 };
    for (let sample = 0; sample < samples; sample++) {
      const targets = Int32Array.from({ length: rows }, () => Number(random.next() < trueShare));
      const ranking = rankScores(targets.map((target) => target + random.integer(5)));
      const options = { rowCount: rows, random: createRandom(sample, 'resamples'), resamples: 200 };
      const intervals = bootstrapIntervals(options, (counts) => {
        const ranked = countRanks(ranking, targets, counts);
        return { share: ranked.positiveCount / rows, auc: rocAuc(ranked) };
      });
      hits.share += contains(intervals.share!, trueShare, 1);
      hits.auc += contains(intervals.auc!, trueAuc, 1);
      hits.narrowShare += contains(intervals.share!, trueShare, 0.5);
      hits.narrowAuc += contains(intervals.auc!, trueAuc, 0.5);
    }
    // 300 samples leave a standard error of 1.3 points, and percentile intervals of 100 rows cover a point or two less
    // than 95 %: 90 to 98 %. Half as wide they cover about 67 %.
    for (const covered of [hits.share, hits.auc]) {
      expect(covered / samples).toBeGreaterThan(0.9);
      expect(covered / samples).toBeLessThan(0.98);
    }
    for (const covered of [hits.narrowShare, hits.narrowAuc]) expect(covered / samples).toBeLessThan(0.8);
  });
});

/** 1 when the interval, its width multiplied, holds the value. */
function contains({ low, high }: Interval, value: number, width: number): number {
  return Number(Math.abs(value - (low + high) / 2) <= ((high - low) / 2) * width);
}

/** The chance that the interval from 100 rows holds the share. */
function coverage(share: number, interval: (successes: number) => Interval): number {
  let chance = (1 - share) ** 100;
  let covered = 0;
  for (let successes = 0; successes <= 100; successes++) {
    covered += chance * contains(interval(successes), share, 1);
    chance *= ((100 - successes) / (successes + 1)) * (share / (1 - share));
  }
  return covered;
}
