import { describe, expect, it } from 'vitest';
import { requireSkill } from '../../../bench/quality/measure-quality.ts';
import { scoresOf } from '../../../bench/quality/scores.ts';

describe('scoresOf', () => {
  const targets = Int32Array.of(0, 0, 1, 1);

  it('explains nothing with the classes’ shares, and all with certainty', () => {
    const shares = scoresOf(targets, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 2);
    expect(shares).toEqual({ auc: 0.5, logLoss: Math.log(2), explained: 0 });
    expect(scoresOf(targets, [1, 0, 1, 0, 0, 1, 0, 1], 2)).toMatchObject({ auc: 1, explained: 1 });
  });

  it('is 0.75 of AUC with one pair of four the wrong way round', () => {
    expect(scoresOf(targets, [0.9, 0.1, 0.4, 0.6, 0.5, 0.5, 0.1, 0.9], 2).auc).toBe(0.75);
  });

  it('averages one against the rest over 3 classes', () => {
    const p = [0.6, 0.2, 0.2, 0.2, 0.6, 0.2, 0.2, 0.6, 0.2, 0.2, 0.2, 0.6];
    // Class 0 and 2: all pairs right; class 1: row 1 above all but row 2, which ties.
    expect(scoresOf(Int32Array.of(0, 1, 2, 2), p, 3).auc).toBeCloseTo((1 + 2.5 / 3 + 0.75) / 3, 12);
  });

  it.each([
    ['too few', [0.5, 0.5], /2 probabilities for 4 rows of 2 classes/],
    ['a NaN', [NaN, 1, 1, 0, 0, 1, 0, 1], /row 0: the probability of class 0 is NaN/],
    ['rows that do not sum to 1', [0.5, 0.4, 1, 0, 0, 1, 0, 1], /row 0: the probabilities sum to 0.9/],
  ])('refuses %s', (_, probabilities, message) => {
    expect(() => scoresOf(targets, probabilities, 2)).toThrow(message);
  });

  it('refuses a class without rows', () => {
    expect(() => scoresOf(Int32Array.of(0, 0), [1, 0, 1, 0], 2)).toThrow(/class 1/);
  });
});

describe('requireSkill', () => {
  it('refuses a method whose probabilities are of other rows, and figures that are not numbers', () => {
    expect(() => requireSkill('m', [{ auc: 0.9 }, { auc: 0.7 }])).not.toThrow();
    expect(() => requireSkill('m', [{ auc: 0.52 }, { auc: 0.48 }])).toThrow(/of other rows/);
    expect(() => requireSkill('m', [{ auc: NaN }])).toThrow(/of other rows/);
  });
});
