import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOfCounts, averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from '../../src/evaluation/curves.ts';
import { rocAucScore } from '../../src/evaluation/metrics.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { expand, resampledRows } from './resamples.ts';

/** Best first: one positive at 0.9, one of each kind at 0.5, one negative at 0.1. */
const TARGETS = Int32Array.of(0, 1, 0, 1);
const SCORES = [0.5, 0.9, 0.1, 0.5];
const ranked = countRanks(rankScores(SCORES), TARGETS);

describe('rankScores', () => {
  it('puts the highest score first and equal scores into one group, in row order', () => {
    const { order, groupStarts, scores } = rankScores(SCORES);
    expect([...order]).toEqual([1, 0, 3, 2]);
    expect([...groupStarts]).toEqual([0, 1, 3, 4]);
    expect([...scores]).toEqual([0.9, 0.5, 0.1]);
  });

  it('takes infinities for scores and 0 and -0 for equals', () => {
    const { order, scores } = rankScores([-Infinity, 0, Infinity, -0, Infinity]);
    expect([...order]).toEqual([2, 4, 1, 3, 0]);
    expect(scores).toHaveLength(3);
  });

  it('refuses no rows, and NaN by its row', () => {
    expect(() => rankScores([])).toThrow(new RangeError('rankScores: no rows'));
    expect(() => rankScores([1, NaN])).toThrow(new RangeError('rankScores: the score of row 1 is NaN'));
  });
});

describe('countRanks', () => {
  it('counts rows and positives of each group: 1, 2, 1 and 1, 1, 0', () => {
    expect([...ranked.rows]).toEqual([1, 2, 1]);
    expect([...ranked.positives]).toEqual([1, 1, 0]);
    expect([ranked.rowCount, ranked.positiveCount]).toEqual([4, 2]);
  });

  it('has no positives where the answers are unknown', () => {
    expect(countRanks(rankScores(SCORES), null)).toMatchObject({ rowCount: 4, positiveCount: 0 });
  });

  it('takes every class but 1 for negative', () => {
    expect([...countRanks(rankScores(SCORES), [2, 1, 0, 3]).positives]).toEqual([1, 0, 0]);
  });

  it('refuses targets or counts of another length', () => {
    const ranking = rankScores(SCORES);
    expect(() => countRanks(ranking, [1])).toThrow(new RangeError('countRanks: 1 targets, expected 4'));
    expect(() => countRanks(ranking, TARGETS, [1])).toThrow(new RangeError('countRanks: 1 counts, expected 4'));
  });
});

describe('curves', () => {
  it('goes from (0, 0) over (0, 1/2) and (1/2, 1) to (1, 1): the tie is one slanted step', () => {
    expect(rocCurve(ranked)).toEqual([
      { threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 },
      { threshold: 0.9, falsePositiveRate: 0, truePositiveRate: 0.5 },
      { threshold: 0.5, falsePositiveRate: 0.5, truePositiveRate: 1 },
      { threshold: 0.1, falsePositiveRate: 1, truePositiveRate: 1 },
    ]);
  });

  it('has precision 1, 1, 2/3, 1/2 at recall 0, 1/2, 1, 1', () => {
    expect(precisionRecallCurve(ranked)).toEqual([
      { threshold: Infinity, precision: 1, recall: 0 },
      { threshold: 0.9, precision: 1, recall: 0.5 },
      { threshold: 0.5, precision: 2 / 3, recall: 1 },
      { threshold: 0.1, precision: 0.5, recall: 1 },
    ]);
  });

  it('has ROC AUC 3.5/4 and average precision 1/2 + 1/2 * 2/3', () => {
    expect(rocAuc(ranked)).toBe(0.875);
    expect(averagePrecision(ranked)).toBeCloseTo(5 / 6, 15);
  });

  it('is half right where all scores are equal, with two ROC points', () => {
    const tied = countRanks(rankScores([3, 3, 3, 3]), [1, 0, 0, 0]);
    expect(rocAuc(tied)).toBe(0.5);
    expect(averagePrecision(tied)).toBe(0.25);
    expect(rocCurve(tied)).toHaveLength(2);
  });

  it('is null of negatives only; of positives only the precision-recall figures are known and are 1', () => {
    const negatives = countRanks(rankScores([1, 2]), [0, 0]);
    expect([rocAuc, averagePrecision, rocCurve, precisionRecallCurve].map((figure) => figure(negatives))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    const positives = countRanks(rankScores([1, 2]), [1, 1]);
    expect([rocAuc(positives), rocCurve(positives)]).toEqual([null, null]);
    expect(averagePrecision(positives)).toBe(1);
    expect(precisionRecallCurve(positives)?.map(({ precision }) => precision)).toEqual([1, 1, 1]);
  });
});

describe('counts', () => {
  it('give the figures of the rows written out as often as they count, in 300 drawn resamples', () => {
    fc.assert(
      fc.property(resampledRows, ({ targets, scores, counts }) => {
        const weighted = countRanks(rankScores(scores), targets, counts);
        const expandedTargets = expand(targets, counts);
        const written = countRanks(rankScores(expand(scores, counts)), expandedTargets);
        expect(rocAuc(weighted)).toBe(rocAucScore(expandedTargets, expand(scores, counts)));
        expect(averagePrecision(weighted)).toBe(averagePrecision(written));
        expect(rocCurve(weighted)).toEqual(rocCurve(written));
        expect(precisionRecallCurve(weighted)).toEqual(precisionRecallCurve(written));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('areaOfCounts', () => {
  it('is rocAuc to the last bit with counts rising or falling, 1 less it with the classes changed (500 draws)', () => {
    const groups = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(groups, (drawn) => {
        const positives = Int32Array.from(drawn, ([count]) => count);
        const rows = Int32Array.from(drawn, ([count, others]) => count + others);
        const area = areaOfCounts(positives, rows);
        expect(areaOfCounts(positives.toReversed(), rows.toReversed(), true)).toBe(area);
        const counts = { scores: Float64Array.from(drawn, (_, group) => -group), rowCount: 0, positiveCount: 0 };
        expect(rocAuc({ ...counts, rows: rows.toReversed(), positives: positives.toReversed() })).toBe(area);
        const others = areaOfCounts(
          rows.map((count, group) => count - positives[group]!),
          rows,
        );
        if (area !== null) expect(others).toBeCloseTo(1 - area, 12);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is 7/8 for one positive alone on top, one pair tied, and null without one of the classes', () => {
    expect(areaOfCounts(Int32Array.of(0, 1, 1), Int32Array.of(1, 2, 1))).toBe(7 / 8);
    expect(areaOfCounts(Int32Array.of(0, 1, 1), Int32Array.of(1, 2, 1), true)).toBe(1 / 8);
    expect([
      areaOfCounts(Int32Array.of(0), Int32Array.of(3)),
      areaOfCounts(Int32Array.of(3), Int32Array.of(3)),
    ]).toEqual([null, null]);
  });
});
