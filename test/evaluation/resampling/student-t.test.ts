import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { correctedMean, correctedT, repeatedInterval } from '../../../src/evaluation/resampling/corrected-t.ts';
import { quantileF, studentQuantile, studentTail, twoSidedP } from '../../../src/evaluation/resampling/student-t.ts';

interface Golden {
  schema: string;
  tails: [t: number, degrees: number, p: number][];
  quantiles: [p: number, degrees: number, t: number][];
  quantilesF: [p: number, m: number, n: number, f: number][];
  tests: { differences: number[]; testPerTraining: number; t: number; p: number }[];
  intervals: { repeats: number[][]; testPerTraining: number; low: number; high: number }[];
}

const golden = JSON.parse(readFileSync(new URL('../../golden/student-t.json', import.meta.url), 'utf8')) as Golden;

/** Relative to SciPy's value, where that is not 0. */
const difference = (value: number, expected: number) =>
  value === expected ? 0 : Math.abs(value - expected) / Math.abs(expected);

/** Both sides take some hundred float64 steps: 1e-13 is seen; 1e-12 is what is promised. */
const TOLERANCE = 1e-12;
/** Near x = 1 the steps of the fraction take almost equal numbers from each other: 1e-11 is seen with 100,000 degrees. */
const toleranceFor = (degrees: number) => (degrees < 1e4 ? TOLERANCE : 1e-10);

describe('against SciPy, to 1e-12 of its value up to 10,000 degrees of freedom', () => {
  it('reads its golden file', () => {
    expect(golden.schema).toBe('glassnet.golden.student-t/1');
    expect([golden.tails.length, golden.quantiles.length, golden.quantilesF.length]).toEqual([208, 96, 21]);
    expect([golden.tests.length, golden.intervals.length]).toEqual([30, 12]);
  });

  it('the tails of t, down to 1e-200', () => {
    for (const [t, degrees, p] of golden.tails) {
      expect(difference(twoSidedP(t, degrees), p), `t ${t}, ${degrees} degrees`).toBeLessThan(toleranceFor(degrees));
    }
    expect(Math.min(...golden.tails.map(([, , p]) => p))).toBeLessThan(1e-200);
  });

  it('the quantiles of t and F', () => {
    for (const [p, degrees, t] of golden.quantiles) {
      expect(difference(studentQuantile(p, degrees), t), `p ${p}, ${degrees} degrees`).toBeLessThan(
        toleranceFor(degrees),
      );
    }
    for (const [p, m, n, f] of golden.quantilesF) {
      expect(difference(quantileF(p, m, n), f), `p ${p}, ${m} and ${n} degrees`).toBeLessThan(TOLERANCE);
    }
  });

  it('the corrected resampled t and its p-value', () => {
    for (const { differences, testPerTraining, t, p } of golden.tests) {
      const ours = correctedT(differences, testPerTraining);
      expect(difference(ours.t, t)).toBeLessThan(TOLERANCE);
      expect(difference(ours.p, p)).toBeLessThan(TOLERANCE);
    }
  });

  it('the interval of repeated cross-validation', () => {
    for (const { repeats, testPerTraining, low, high } of golden.intervals) {
      const ours = repeatedInterval(repeats, testPerTraining);
      expect(difference(ours.low, low)).toBeLessThan(TOLERANCE);
      expect(difference(ours.high, high)).toBeLessThan(TOLERANCE);
    }
  });

  it('neither the normal distribution, nor a degree of freedom more, nor a lost correction passes', () => {
    expect(difference(studentQuantile(0.05, 10), studentQuantile(0.05, 9))).toBeGreaterThan(0.01);
    expect(difference(1.959963984540054, studentQuantile(0.05, 9_999))).toBeGreaterThan(TOLERANCE);
    const { differences, t } = golden.tests.find(({ testPerTraining }) => testPerTraining > 0)!;
    expect(difference(correctedT(differences, 0).t, t)).toBeGreaterThan(0.01);
  });
});

describe('the distribution of t', () => {
  it('has one tail for each sign, and is 1/π·atan for one degree of freedom', () => {
    expect(studentTail(-1, 5) + studentTail(1, 5)).toBe(1);
    expect(studentTail(0, 5)).toBe(0.5);
    for (const t of [1e-8, 1e-4, 0.3, 3]) expect(studentTail(t, 1)).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 14);
    expect([studentTail(Infinity, 3), studentTail(-Infinity, 3)]).toEqual([0, 1]);
  });

  it.each([
    ['a t that is no number', () => twoSidedP(Number.NaN, 3)],
    ['no degrees of freedom', () => twoSidedP(1, 0)],
    ['a probability of 1', () => studentQuantile(1, 3)],
    ['a probability of 0', () => studentQuantile(0, 3)],
  ])('refuses %s', (_, compute) => expect(compute).toThrow(RangeError));
});

describe('corrected figures', () => {
  it('of ten folds have √((1/10 + 1/9)·s²) as standard error: 1.45 times the naive one', () => {
    const figures = Array.from({ length: 10 }, (_, fold) => fold);
    const naive = correctedMean(figures, 0);
    const corrected = correctedMean(figures, 1 / 9);
    expect(naive).toEqual({ mean: 4.5, standardError: Math.sqrt(0.1 * (82.5 / 9)), degreesOfFreedom: 9 });
    expect(corrected.standardError / naive.standardError).toBeCloseTo(Math.sqrt(1 + 10 / 9), 12);
  });

  it('that are all alike have no spread: t is infinite, or 0 where the figures are', () => {
    expect(correctedT([0.5, 0.5, 0.5], 0.5)).toMatchObject({ t: Infinity, p: 0 });
    expect(correctedT([0, 0, 0], 0.5)).toMatchObject({ t: 0, p: 1 });
  });

  it('of the same folds twice have the interval of once: repeats don’t narrow it', () => {
    const figures = [0.81, 0.79, 0.84, 0.8, 0.77];
    expect(repeatedInterval([figures, figures], 0.25)).toEqual(repeatedInterval([figures], 0.25));
  });

  it.each([
    ['one figure', () => correctedMean([1], 0.1)],
    ['a NaN', () => correctedMean([1, Number.NaN], 0.1)],
    ['a negative share', () => correctedMean([1, 2], -1)],
    ['no repeat', () => repeatedInterval([], 0.1)],
  ])('refuse %s', (_, compute) => expect(compute).toThrow(RangeError));
});
