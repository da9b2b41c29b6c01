import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classificationScores } from '../../src/evaluation/classification-scores.ts';
import { majorityClass } from '../../src/evaluation/majority-class.ts';
import { confusionMatrix } from '../../src/evaluation/metrics.ts';
import { applyOneRule, describeOneRule, fitOneRule } from '../../src/evaluation/one-rule.ts';

const of = (...classes: number[]): Int32Array => Int32Array.from(classes);

describe('majorityClass', () => {
  it('of three 2s, two 0s and no 1 is 2, with shares 0.4, 0, 0.6; of equals it is the first', () => {
    expect(majorityClass(of(2, 0, 2, 0, 2), 3)).toEqual({ label: 2, shares: [0.4, 0, 0.6] });
    expect(majorityClass(of(1, 0), 2).label).toBe(0);
  });

  it('refuses no rows', () => {
    expect(() => majorityClass(of(), 2)).toThrow(new RangeError('majorityClass: no rows'));
  });
});

/** Nobody who listened converts; of the six who never did, half do. */
const completion = { name: 'completion', values: [0, 0, 0, 0, 0, 0, 0.5, 1] };
const noise = { name: 'noise', values: [1, 2, 3, 4, 4, 3, 2, 1] };
const targets = of(1, 0, 1, 0, 1, 0, 0, 0);

describe('fitOneRule', () => {
  it('finds completion <= 0: recall 1 of the 3 buyers, 2/5 of the others, balanced accuracy 0.7', () => {
    const rule = fitOneRule([noise, completion], targets, 2)!;
    expect(describeOneRule(rule)).toBe('completion <= 0');
    expect(rule).toEqual({
      column: 1,
      name: 'completion',
      threshold: 0,
      atMost: { label: 1, shares: [0.5, 0.5] },
      above: { label: 0, shares: [1, 0] },
      balancedAccuracy: 0.7,
    });
  });

  it('turns round where the other side buys: minutes > 30', () => {
    const minutes = { name: 'minutes', values: [10, 30, 60, 90] };
    expect(describeOneRule(fitOneRule([minutes], of(0, 0, 1, 1), 2)!)).toBe('minutes > 30');
  });

  it('takes the first of equal columns and the lowest of equal thresholds', () => {
    const twice = [{ name: 'a', values: [1, 2, 3] }, { name: 'b', values: [1, 2, 3] }]; // prettier-ignore
    const rule = fitOneRule(twice, of(1, 0, 1), 2)!;
    expect([rule.name, rule.threshold]).toEqual(['a', 1]);
  });

  it('puts missing values on the other side, so that a column of gaps and one value can be a rule', () => {
    const review = { name: 'review', values: [NaN, 9, 9, NaN] };
    const rule = fitOneRule([review], of(0, 1, 1, 0), 2)!;
    expect(rule.balancedAccuracy).toBe(1);
    expect([...applyOneRule(rule, [9, NaN, 10]).predictions]).toEqual([1, 0, 0]);
  });

  it('is null where no rule beats the same answer for all: constant columns, none, one class, a coin', () => {
    expect(fitOneRule([{ name: 'c', values: [1, 1] }], of(0, 1), 2)).toBeNull();
    expect(fitOneRule([{ name: 'c', values: [NaN, NaN] }], of(0, 1), 2)).toBeNull();
    expect(fitOneRule([], of(0, 1), 2)).toBeNull();
    expect(fitOneRule([{ name: 'c', values: [1, 2] }], of(1, 1), 2)).toBeNull();
    expect(fitOneRule([{ name: 'c', values: [1, 1, 2, 2] }], of(0, 1, 0, 1), 2)).toBeNull();
  });

  it('refuses a column of another length', () => {
    expect(() => fitOneRule([{ name: 'c', values: [1] }], of(0, 1), 2)).toThrow(
      new RangeError('fitOneRule: column 0 has 1 rows, expected 2'),
    );
  });

  it('is the best of all columns, thresholds and pairs of answers, in 500 drawn cases of 2 to 4 classes', () => {
    let plainMajorityFellShort = 0;
    const value = fc.option(fc.nat({ max: 5 }), { nil: NaN, freq: 8 });
    const row = fc.record({ target: fc.nat({ max: 11 }), a: value, b: value });
    const cases = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.array(row, { minLength: 1, maxLength: 20 }));
    fc.assert(
      fc.property(cases, ([classCount, rows]) => {
        const drawnTargets = Int32Array.from(rows, ({ target }) => target % classCount);
        const columns = [
          { name: 'a', values: rows.map(({ a }) => a) },
          { name: 'b', values: rows.map(({ b }) => b) },
        ];
        const score = (predictions: Int32Array): number =>
          classificationScores(confusionMatrix(drawnTargets, predictions, classCount)).balancedAccuracy;
        let best = 0;
        let bestByPlainMajority = 0;
        for (const { values } of columns) {
          for (const threshold of values) {
            const isAtMost = values.map((candidate) => candidate <= threshold);
            for (let answers = 0; answers < classCount ** 2; answers++) {
              const [first, second] = [answers % classCount, Math.floor(answers / classCount)];
              best = Math.max(best, score(Int32Array.from(isAtMost, (yes) => (yes ? first : second))));
            }
            const majority = (side: boolean): number => {
              const onSide = drawnTargets.filter((_, i) => isAtMost[i] === side);
              return onSide.length === 0 ? 0 : majorityClass(onSide, classCount).label;
            };
            const [first, second] = [majority(true), majority(false)];
            const plain = score(Int32Array.from(isAtMost, (yes) => (yes ? first : second)));
            bestByPlainMajority = Math.max(bestByPlainMajority, plain);
          }
        }
        const rule = fitOneRule(columns, drawnTargets, classCount);
        const present = new Set(drawnTargets).size;
        // A sum of at most 4 quotients: a rounding or two; another rule differs by at least 1/(4 * 10 * 10).
        expect(rule?.balancedAccuracy ?? 1 / present).toBeCloseTo(Math.max(best, 1 / present), 12);
        if (rule === null) return;
        const { predictions, probabilities } = applyOneRule(rule, columns[rule.column]!.values);
        expect(score(predictions)).toBeCloseTo(rule.balancedAccuracy, 12);
        for (const [i, side] of rows.entries()) {
          const sameSide = rows.filter((other) => rule.name === 'a' ? (other.a <= rule.threshold) === (side.a <= rule.threshold) : (other.b <= rule.threshold) === (side.b <= rule.threshold)); // prettier-ignore
          const ones = sameSide.filter(({ target }) => target % classCount === 1).length;
          expect(probabilities[i * classCount + 1]).toBe(ones / sameSide.length);
        }
        if (bestByPlainMajority < best - 1e-9) plainMajorityFellShort++;
      }),
      { seed: 1, numRuns: 500 },
    );
    expect(plainMajorityFellShort).toBeGreaterThan(50);
  });
});

describe('describeOneRule', () => {
  it('escapes control characters of a column name', () => {
    const rule = fitOneRule([{ name: 'a\u001b[31m', values: [1, 2] }], of(1, 0), 2)!;
    expect(describeOneRule(rule)).toBe(String.raw`a\u001b[31m <= 1`);
  });
});
