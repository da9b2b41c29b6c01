import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeGain, cumulativeGains, liftTable, PERCENTILES, positivesInTop } from '../../src/evaluation/lift.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { expand, resampledRows } from './resamples.ts';

/** Ten rows, best first, with positives at ranks 1, 2, 4 and 9. */
const TARGETS = [1, 1, 0, 1, 0, 0, 0, 0, 1, 0];
const ranked = countRanks(rankScores([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), TARGETS);

describe('cumulativeGain', () => {
  it('holds 1/4, 2/4, 2/4, 3/4 of four positives in the top 10, 20, 30, 40 %, all from 90 %', () => {
    const gains = [0.1, 0.2, 0.3, 0.4, 0.8, 0.9, 1].map((share) => cumulativeGain(ranked, share));
    expect(gains).toEqual([0.25, 0.5, 0.5, 0.75, 0.75, 1, 1]);
  });

  it('counts the last row in part where the share is not a whole number of rows', () => {
    expect(cumulativeGain(ranked, 0.05)).toBe(0.125);
    expect(cumulativeGain(ranked, 0.35)).toBe(0.625);
  });

  it('is the share itself where all scores are equal, whatever the order of the file', () => {
    for (const targets of [TARGETS, TARGETS.toSorted((a, b) => a - b), TARGETS.toSorted((a, b) => b - a)]) {
      const tied = countRanks(rankScores(targets.map(() => 0.5)), targets);
      expect(cumulativeGain(tied, 0.1)).toBeCloseTo(0.1, 15);
      expect(cumulativeGain(tied, 0.2)).toBeCloseTo(0.2, 15);
    }
  });

  it('is null without positives and refuses shares outside (0, 1]', () => {
    expect(cumulativeGain(countRanks(rankScores([1, 2]), [0, 0]), 0.5)).toBeNull();
    for (const share of [0, 1.1, NaN]) expect(() => cumulativeGain(ranked, share)).toThrow(RangeError);
  });
});

describe('cumulativeGains', () => {
  it('of 100 shares in one walk are those of 100 walks, exactly, in 200 drawn resamples', () => {
    const row = fc.record({ target: fc.nat({ max: 1 }), score: fc.nat({ max: 5 }), count: fc.nat({ max: 3 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const drawn = countRanks(
          rankScores(rows.map(({ score }) => score)),
          rows.map(({ target }) => target),
          rows.map(({ count }) => count),
        );
        const expected = PERCENTILES.map((share) => cumulativeGain(drawn, share));
        expect(cumulativeGains(drawn, PERCENTILES) ?? PERCENTILES.map(() => null)).toEqual(expected);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('refuses falling shares, which one walk can not serve', () => {
    expect(() => cumulativeGains(ranked, [0.1, 0.3, 0.2])).toThrow('share 0.2 at [2]');
    expect(cumulativeGains(ranked, [0.3, 0.3])).toEqual([0.5, 0.5]);
  });
});

describe('positivesInTop', () => {
  it('is the mean over every order of the tied rows, in 200 drawn cases of up to 6 rows', () => {
    const rows = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 })), { minLength: 1, maxLength: 6 });
    let oneOrderIsOff = 0;
    fc.assert(
      fc.property(rows, fc.nat({ max: 6 }), (drawn, taken) => {
        const [targets, scores] = [drawn.map(([target]) => target), drawn.map(([, score]) => score)];
        const found = permutations(drawn).map((order) =>
          order
            .toSorted(([, a], [, b]) => b - a)
            .slice(0, taken)
            .reduce((sum, [target]) => sum + target, 0),
        );
        const mean = found.reduce((sum, positives) => sum + positives, 0) / found.length;
        // A mean of at most 720 small whole numbers: a rounding or two.
        expect(positivesInTop(countRanks(rankScores(scores), targets), taken)).toBeCloseTo(mean, 12);
        if (Math.abs(found[0]! - mean) > 0.1) oneOrderIsOff++;
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(oneOrderIsOff).toBeGreaterThan(20);
  });

  it('counts a resample as its rows written out, in 300 drawn ones', () => {
    fc.assert(
      fc.property(resampledRows, fc.double({ min: 0, max: 100, noNaN: true }), ({ targets, scores, counts }, taken) => {
        const written = countRanks(rankScores(expand(scores, counts)), expand(targets, counts));
        expect(positivesInTop(countRanks(rankScores(scores), targets, counts), taken)).toBe(
          positivesInTop(written, taken),
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('liftTable', () => {
  it('says lift 2.5 for the half of the positives in the top 20 %, and 1 for all rows', () => {
    expect(liftTable(ranked, [0.2, 1])).toEqual([
      { share: 0.2, positives: 2, gain: 0.5, lift: 2.5 },
      { share: 1, positives: 4, gain: 1, lift: 1 },
    ]);
  });

  it('has 100 percentiles unless told, with gain never falling', () => {
    const table = liftTable(ranked)!;
    expect(table.map(({ share }) => Math.round(share * 100))).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    for (const [i, { gain }] of table.entries()) expect(gain).toBeGreaterThanOrEqual(table[i - 1]?.gain ?? 0);
  });

  it('is null without positives', () => {
    expect(liftTable(countRanks(rankScores([1]), [0]))).toBeNull();
  });
});

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, i) => permutations(values.toSpliced(i, 1)).map((rest) => [value].concat(rest)));
}
