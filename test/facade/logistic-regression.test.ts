import { describe, expect, it } from 'vitest';
import { LogisticRegression } from '../../src/facade/logistic-regression.ts';

const X = [[0.5], [1], [1.5], [2], [2.5], [3], [3.5], [4], [4.5], [5]];
const y = ['no', 'no', 'no', 'yes', 'no', 'no', 'yes', 'yes', 'yes', 'yes'];

describe('LogisticRegression', () => {
  it('of two classes has one row of coefficients, for the second class', () => {
    const model = new LogisticRegression().fit(X, y);
    expect(model.classes).toEqual(['no', 'yes']);
    expect(model.coef).toHaveLength(1);
    const [[slope], [intercept]] = [model.coef[0]!, model.intercept];
    const [[, p]] = model.predictProba([[3]]) as [[number, number]];
    expect(Math.abs(p - 1 / (1 + Math.exp(-(3 * slope! + intercept!))))).toBeLessThan(1e-12);
    expect(model.predict([[0], [9]])).toEqual(['no', 'yes']);
    expect(model.score(X, y)).toBe(0.8);
  });

  it('of three classes, numbers among them, has a row for each, and probabilities that sum to 1', () => {
    const kinds = [7, 7, 7, 7, -1, -1, -1, 3, 3, 3];
    const model = new LogisticRegression({ C: 100 }).fit(X, kinds);
    expect(model.classes).toEqual([-1, 3, 7]);
    expect(model.coef.map((row) => row.length)).toEqual([1, 1, 1]);
    expect(Math.abs(model.intercept.reduce((sum, value) => sum + value))).toBeLessThan(1e-9);
    for (const row of model.predictProba(X)) expect(Math.abs(row.reduce((sum, p) => sum + p) - 1)).toBeLessThan(1e-12);
    expect(model.predict(X)).toEqual(kinds);
  });

  it('has smaller coefficients with a smaller C, and C = 1 unless told', () => {
    const slopes = [0.01, 1, Infinity].map((C) => new LogisticRegression({ C }).fit(X, y).coef[0]![0]!);
    expect(slopes).toEqual(slopes.toSorted((a, b) => a - b));
    expect(new LogisticRegression().fit(X, y).coef[0]![0]).toBe(slopes[1]);
  });

  it('forgets what it learned before', () => {
    const model = new LogisticRegression().fit(X, y);
    const slope = model.coef[0]![0]!;
    model.fit(
      X,
      y.map((label) => (label === 'yes' ? 'no' : 'yes')),
    );
    expect(Math.abs(model.coef[0]![0]! + slope)).toBeLessThan(1e-6);
  });

  it('refuses a number whose square is not finite, naming its place', () => {
    expect(() =>
      new LogisticRegression().fit(
        [
          [1, 2],
          [3, 1e200],
        ],
        ['a', 'b'],
      ),
    ).toThrow('fit: X[1][1] is 1e+200');
  });

  it('learns from a column of very small and one of very large numbers', () => {
    for (const C of [1, Infinity]) {
      const model = new LogisticRegression({ C }).fit(
        X.map(([hours]) => [1e-170 * hours!, 1e90 * hours!]),
        y,
      );
      expect(model.predict([[1e-171, 1e89]])).toEqual(['no']);
      expect(model.coef.flat().every(Number.isFinite)).toBe(true);
    }
  });

  it('says what comes before fit', () => {
    expect(() => new LogisticRegression().predict(X)).toThrow('LogisticRegression: predict comes before fit');
  });
});
