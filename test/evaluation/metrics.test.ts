import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyScore, confusionMatrix, rocAucScore } from '../../src/evaluation/metrics.ts';

const of = (...classes: number[]): Int32Array => Int32Array.from(classes);

const message = (name: string, a: number, b: number): string =>
  `${name}: ${a} targets and ${b} predictions; as many of each, at least one`;

describe('accuracyScore', () => {
  it('is the share of equal pairs: 3 of 4, none, all', () => {
    expect(accuracyScore(of(0, 1, 2, 1), of(0, 1, 1, 1))).toBe(0.75);
    expect(accuracyScore(of(0, 1), of(1, 0))).toBe(0);
    expect(accuracyScore(of(5), of(5))).toBe(1);
  });
});

describe('confusionMatrix', () => {
  it('counts targets down and predictions across, classes that never come included', () => {
    expect(confusionMatrix(of(0, 0, 0, 1, 1, 2), of(0, 1, 1, 1, 0, 2), 4)).toEqual([
      [1, 2, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('has the rows as its sum and the right ones on its diagonal, in 200 drawn cases', () => {
    const rows = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(rows, (drawn) => {
        const [targets, predictions] = [drawn.map(([target]) => target), drawn.map(([, prediction]) => prediction)];
        const matrix = confusionMatrix(of(...targets), of(...predictions), 4);
        expect(matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(drawn.length);
        const diagonal = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
        expect(diagonal / drawn.length).toBe(accuracyScore(of(...targets), of(...predictions)));
        for (const [i, row] of matrix.entries()) {
          expect(row.reduce((sum, count) => sum + count, 0)).toBe(targets.filter((target) => target === i).length);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** The definition of the area: the share of pairs (positive, negative) in which the positive scores higher, ties half; O(n²). */
function pairs(positive: readonly number[], scores: readonly number[]): number | null {
  let [won, all] = [0, 0];
  for (const [i, score] of scores.entries()) {
    for (const [j, other] of scores.entries()) {
      if (positive[i] !== 1 || positive[j] === 1) continue;
      all++;
      won += score > other ? 1 : score === other ? 0.5 : 0;
    }
  }
  return all === 0 ? null : won / all;
}

describe('rocAucScore', () => {
  it.each([
    ['1 when every positive scores above every negative', [0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], 1],
    ['0 when below', [1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4], 0],
    ['3/4 when one of four pairs is wrong', [0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4], 0.75],
    ['1/2 when all scores are equal', [0, 1, 0, 1, 1], [3, 3, 3, 3, 3], 0.5],
    ['1/2 with one right pair, one wrong and two ties', [1, 0, 1, 0], [0.4, 0.4, 0.8, 0.8], 0.5],
    ['7/8 with a tie between a positive and a negative', [0, 0, 1, 1], [0.1, 0.4, 0.4, 0.8], 0.875],
    ['1/2 with −0 and 0, which are equal', [0, 1], [0, -0], 0.5],
    ['1 with infinite scores', [0, 0, 1], [-Infinity, 0, Infinity], 1],
    ['null without a negative row', [1, 1], [0.1, 0.2], null],
    ['null without a positive row', [0, 0], [0.1, 0.2], null],
    ['null for one row', [1], [0.5], null],
  ])('is %s', (_, positive, scores, expected) => {
    expect(rocAucScore(positive, scores)).toBe(expected);
    expect(pairs(positive, scores)).toBe(expected);
  });

  it('is the share of pairs to 1e-12, in 500 drawn cases with ties', () => {
    // Six scores for up to 60 rows: ties everywhere.
    const rows = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 5 })), { minLength: 1, maxLength: 60 });
    let [compared, half] = [0, 0];
    fc.assert(
      fc.property(rows, (drawn) => {
        const [positive, scores] = [drawn.map(([kind]) => kind), drawn.map(([, score]) => score / 7)];
        const [found, expected] = [rocAucScore(positive, scores), pairs(positive, scores)];
        if (expected === null) {
          expect(found).toBeNull();
          return;
        }
        compared++;
        if (expected === 0.5) half++;
        expect(Math.abs(found! - expected)).toBeLessThanOrEqual(1e-12);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(350);
    expect(half).toBeLessThan(compared / 4);
  });

  it('depends on the order of the scores alone, and turns into 1 − AUC with their sign', () => {
    const [positive, scores] = [
      [0, 1, 1, 0, 1, 0, 0],
      [0.3, 0.2, 0.9, 0.4, 0.4, 0.1, 0.9],
    ];
    const area = rocAucScore(positive, scores)!;
    expect(
      rocAucScore(
        positive,
        scores.map((score) => 100 * score ** 3 - 7),
      ),
    ).toBe(area);
    expect(
      rocAucScore(
        positive,
        scores.map((score) => -score),
      ),
    ).toBeCloseTo(1 - area, 14);
    expect(rocAucScore(positive.toReversed(), scores.toReversed())).toBe(area);
  });
});

it('all three refuse different lengths and no rows, naming both counts', () => {
  expect(() => accuracyScore(of(1, 0), of(1))).toThrow(new RangeError(message('accuracyScore', 2, 1)));
  expect(() => accuracyScore(of(), of())).toThrow(new RangeError(message('accuracyScore', 0, 0)));
  expect(() => confusionMatrix(of(1), of(1, 0), 2)).toThrow(new RangeError(message('confusionMatrix', 1, 2)));
  expect(() => rocAucScore([1, 0], [0.5])).toThrow(new RangeError(message('rocAucScore', 2, 1)));
});
