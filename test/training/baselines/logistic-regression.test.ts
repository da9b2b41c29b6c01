/** Logistic regression beside scikit-learn's: coefficients to 1e-4, log loss to 1e-6; test/golden has the recipe. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { availableKernels, currentKernels, useKernels } from '../../../src/tensor/kernels/current.ts';
import {
  fitLogisticRegression,
  logisticProbabilities,
  type LogisticRows,
  type LogisticWeights,
} from '../../../src/training/baselines/logistic-regression.ts';

interface Case {
  readonly name: string;
  readonly C: number | null;
  readonly X: number[][];
  readonly y: number[];
  readonly coef: number[][];
  readonly intercept: number[];
  readonly identifiable: number[];
  readonly logits: number[][];
  readonly logLoss: number;
}

const golden: { schema: string; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../../golden/logistic-regression.json', import.meta.url), 'utf8'),
);

const rowsOf = ({ X, y }: Pick<Case, 'X' | 'y'>): LogisticRows => {
  return {
    values: Float64Array.from(X.flat()),
    columns: X[0]!.length,
    targets: Int32Array.from(y),
    classCount: Math.max(...y) + 1,
  };
};

const fitCase = (one: Case, C = one.C ?? Infinity): LogisticWeights => fitLogisticRegression(rowsOf(one), C);

function logLossOf(weights: LogisticWeights, rows: LogisticRows): number {
  const { values, targets, classCount } = rows;
  const probabilities = logisticProbabilities(weights, values, classCount);
  return -targets.reduce((sum, y, i) => sum + Math.log(probabilities[i * classCount + y]!), 0) / targets.length;
}

/** The largest of |found − wanted| / max(1, |wanted|). */
const farthest = (found: readonly number[], wanted: readonly number[]): number => {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...found.map((value, i) => Math.abs(value - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!))));
};

function coefficientsFrom({ coef, identifiable }: Case, { coefficients }: LogisticWeights): number {
  const d = coef[0]!.length;
  const places = coef.flatMap((_, unit) => identifiable.map((j) => unit * d + j));
  if (places.length === 0) return 0;
  return farthest(
    places.map((place) => coefficients[place]!),
    places.map((place) => coef.flat()[place]!),
  );
}

function logitsFrom({ X, logits }: Case, { coefficients, intercepts }: LogisticWeights): number {
  const d = X[0]!.length;
  const found = X.flatMap((row) =>
    Array.from(intercepts, (intercept, unit) =>
      row.reduce((sum, value, j) => sum + value * coefficients[unit * d + j]!, intercept),
    ),
  );
  return farthest(found, logits.flat());
}

describe.each(golden.cases)('$name', (one) => {
  it('has scikit-learn’s coefficients to 1e-4 where the rows decide them, its logits to 1e-4, its log loss to 1e-6', () => {
    expect(golden.schema).toBe('glassnet.golden.logistic-regression/1');
    const weights = fitCase(one);
    expect(weights.minimum.isConverged).toBe(true);
    expect(coefficientsFrom(one, weights)).toBeLessThan(1e-4);
    expect(logitsFrom(one, weights)).toBeLessThan(1e-4);
    expect(Math.abs(logLossOf(weights, rowsOf(one)) - one.logLoss)).toBeLessThan(1e-6);
  });

  it('is seen to be another with a penalty 2 % stronger, or without one', () => {
    const others = one.C === null ? [50] : [one.C / 1.02, Infinity];
    for (const C of others) {
      const weights = fitCase(one, C);
      expect(Math.max(coefficientsFrom(one, weights), logitsFrom(one, weights))).toBeGreaterThan(1e-4);
    }
  });
});

it('of collinear columns without penalty shares the weight: two equal columns have half each', () => {
  const { X, y } = golden.cases[0]!;
  const alone = fitCase(golden.cases[0]!);
  const twice = fitCase({ ...golden.cases[0]!, X: X.map((row) => row.concat(row[0]!)), y });
  const [half, , , otherHalf] = twice.coefficients;
  expect(Math.abs(half! - alone.coefficients[0]! / 2)).toBeLessThan(1e-4);
  expect(Math.abs(otherHalf! - alone.coefficients[0]! / 2)).toBeLessThan(1e-4);
});

it.each([7, 0.1, 1e9 / 7])('of a column that is always %d has no weight', (constant) => {
  const { X, y } = golden.cases[0]!;
  const { coefficients } = fitCase({ ...golden.cases[0]!, X: X.map((row) => row.concat(constant)), y });
  expect(coefficients[3]).toBe(0);
});

it('of classes that a column separates ends without penalty, all rows right, the log loss below 1e-5', () => {
  const one = golden.cases.at(-1)!;
  expect(one.name).toBe('classes apart, C = 1');
  const weights = fitCase(one, Infinity);
  expect(weights.minimum.isConverged).toBe(true);
  expect([...weights.coefficients].every(Number.isFinite)).toBe(true);
  expect(logLossOf(weights, rowsOf(one))).toBeLessThan(1e-5);
});

it('has the same bits under all kernels', () => {
  const random = createRandom(1);
  const X = Array.from({ length: 700 }, () => Array.from({ length: 17 }, () => random.next() - 0.5));
  const y = X.map((row) => Number(row[0]! + row[1]! + random.next() - 0.5 > 0));
  for (const targets of [y, y.map((label, i) => (i % 5 === 0 ? 2 : label))]) {
    const found = availableKernels().map((kernels) => {
      useKernels(kernels);
      return fitLogisticRegression(rowsOf({ X, y: targets }), 1);
    });
    for (const weights of found) expect(weights).toEqual(found[0]);
  }
});

const before = currentKernels();
afterEach(() => useKernels(before));
