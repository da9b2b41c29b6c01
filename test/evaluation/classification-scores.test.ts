import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classificationScores } from '../../src/evaluation/classification-scores.ts';
import { confusionMatrix } from '../../src/evaluation/metrics.ts';
import { expand, resampledRows } from './resamples.ts';

describe('classificationScores', () => {
  it('of [[50, 10], [5, 35]]: accuracy 0.85, recall 5/6 and 7/8, precision 10/11 and 7/9', () => {
    const scores = classificationScores([
      [50, 10],
      [5, 35],
    ]);
    expect(scores.accuracy).toBe(0.85);
    expect(scores.perClass).toEqual([
      { precision: 50 / 55, recall: 50 / 60, f1: 100 / 115, support: 60 },
      { precision: 35 / 45, recall: 35 / 40, f1: 70 / 85, support: 40 },
    ]);
    expect(scores.balancedAccuracy).toBeCloseTo((5 / 6 + 7 / 8) / 2, 15);
    expect(scores.macro.f1).toBeCloseTo((100 / 115 + 70 / 85) / 2, 15);
  });

  it('always the majority of 90 and 10 has accuracy 0.9, balanced accuracy 0.5 and F1 0 of the other', () => {
    const scores = classificationScores([
      [90, 0],
      [10, 0],
    ]);
    expect(scores.accuracy).toBe(0.9);
    expect(scores.balancedAccuracy).toBe(0.5);
    expect(scores.perClass[1]).toEqual({ precision: 0, recall: 0, f1: 0, support: 10 });
  });

  it('leaves a class without rows out of balanced accuracy; predicted, it counts as 0 in the macro means', () => {
    const scores = classificationScores([
      [3, 0, 0],
      [0, 1, 1],
      [0, 0, 0],
    ]);
    expect(scores.balancedAccuracy).toBe(0.75);
    expect(scores.macro.recall).toBe(0.5);
  });

  it('of 200 of 200 right with a class absent, the macro means are 1, as with scikit-learn', () => {
    const { macro } = classificationScores([
      [120, 0, 0],
      [0, 80, 0],
      [0, 0, 0],
    ]);
    expect(macro).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  it('refuses a matrix without rows', () => {
    expect(() => classificationScores([[0, 0], [0, 0]])).toThrow(new RangeError('classificationScores: no rows')); // prettier-ignore
  });
});

describe('confusionMatrix', () => {
  it('counts a resample as its rows written out, in 300 drawn ones', () => {
    fc.assert(
      fc.property(resampledRows, ({ targets, scores, counts }) => {
        const predictions = scores.map((score) => Number(score > 0.5));
        expect(confusionMatrix(Int32Array.from(targets), Int32Array.from(predictions), 2, counts)).toEqual(
          confusionMatrix(Int32Array.from(expand(targets, counts)), Int32Array.from(expand(predictions, counts)), 2),
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
