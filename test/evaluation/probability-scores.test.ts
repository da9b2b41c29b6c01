import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierScore, logLoss } from '../../src/evaluation/probability-scores.ts';
import { expand, resampledRows } from './resamples.ts';

const of = (...classes: number[]): Int32Array => Int32Array.from(classes);
const pairs = (scores: readonly number[]): number[] => scores.flatMap((score) => [1 - score, score]);

describe('logLoss', () => {
  it('is the mean of ln 2 and ln 4 for targets given 1/2 and 1/4', () => {
    expect(logLoss(of(1, 0), [0.5, 0.5, 0.25, 0.75], 2)).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 15);
  });

  it('is 52 ln 2 for a target given 0, and 0 for one given 1', () => {
    expect(logLoss(of(0), [0, 1], 2)).toBeCloseTo(52 * Math.LN2, 12);
    expect(logLoss(of(1), [0, 1], 2)).toBeCloseTo(0, 15);
  });

  it('is ln 3 for thirds', () => {
    expect(
      logLoss(
        of(0, 1, 2),
        Array.from({ length: 9 }, () => 1 / 3),
        3,
      ),
    ).toBeCloseTo(Math.log(3), 15);
  });

  it('refuses no rows and probabilities of another length', () => {
    expect(() => logLoss(of(), [], 2)).toThrow(new RangeError('logLoss: no rows'));
    expect(() => logLoss(of(1), [0.5], 2)).toThrow(new RangeError('logLoss: 1 probabilities, expected 2'));
  });
});

describe('brierScore', () => {
  it('of two classes is (p - y)^2: 1/16 for 3/4 on what happened, 1 for certain and wrong', () => {
    expect(brierScore(of(1), [0.25, 0.75], 2)).toBe(0.0625);
    expect(brierScore(of(0), [0, 1], 2)).toBe(1);
  });

  it('of three classes is the sum over classes: 2/3 for thirds, 2 for certain and wrong', () => {
    expect(brierScore(of(0), [1 / 3, 1 / 3, 1 / 3], 3)).toBeCloseTo(2 / 3, 15);
    expect(brierScore(of(0), [0, 0, 1], 3)).toBe(2);
  });

  it('refuses counts of another length', () => {
    expect(() => brierScore(of(1), [0, 1], 2, [1, 1])).toThrow(new RangeError('brierScore: 2 counts, expected 1'));
  });
});

describe('counts', () => {
  it('give the scores of the rows written out as often as they count, in 300 drawn resamples', () => {
    fc.assert(
      fc.property(resampledRows, ({ targets, scores, counts }) => {
        const written = [of(...expand(targets, counts)), pairs(expand(scores, counts)), 2] as const;
        for (const score of [logLoss, brierScore]) {
          // A product with the count in place of repeated sums: a few roundings of sums up to 90 * 36.
          expect(score(of(...targets), pairs(scores), 2, counts)).toBeCloseTo(score(...written), 11);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
