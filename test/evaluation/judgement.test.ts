import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyScore } from '../../src/evaluation/metrics.ts';
import { createRandom } from '../../src/random.ts';
import { FIGURES, judge, type Predictions } from '../../src/evaluation/judgement.ts';

/** Predictions to n rows of two classes whose scores lean towards the target by `lean`. */
function predictionsFor(targets: Int32Array, lean: number, name = 'scores'): Predictions {
  const random = createRandom('judgement', name);
  const probabilities = new Float64Array(2 * targets.length);
  const predictions = targets.map((target, row) => {
    const p = Math.min(1, Math.max(0, random.next() * (1 - lean) + lean * target));
    probabilities.set([1 - p, p], 2 * row);
    return p > 0.5 ? 1 : 0;
  });
  return { name, predictions, probabilities };
}

const targets = Int32Array.from({ length: 400 }, (_, row) => (row % 5 === 0 ? 1 : 0));
const SHARES = [0.8, 0.2];

describe('judge', () => {
  it('gives every figure with an interval that holds it', () => {
    const [judged] = judge([predictionsFor(targets, 0.3)], targets, SHARES, createRandom('1'), 200);
    for (const name of FIGURES) {
      const { value, interval } = judged!.figures[name];
      expect(interval, name).not.toBeNull();
      expect(value, name).toBeLessThanOrEqual(interval!.high);
      expect(value, name).toBeGreaterThanOrEqual(interval!.low);
      expect(interval!.high - interval!.low, name).toBeGreaterThan(0.01);
    }
  });

  it('is perfect for perfect predictions: AUC 1, half of the buyers in the top 10 % of rows with 20 % buyers', () => {
    const [judged] = judge([predictionsFor(targets, 1)], targets, SHARES, createRandom('1'), 50);
    const { figures } = judged!;
    expect(figures.rocAuc.value).toBe(1);
    expect(figures.accuracy).toMatchObject({ value: 1, interval: { high: 1 } });
    expect(figures.capturedByTop10.value).toBeCloseTo(0.5, 12);
    expect(figures.capturedByTop20.value).toBeCloseTo(1, 12);
  });

  it('tells a better ranking from a worse one: their intervals of ROC AUC do not meet', () => {
    const [better, worse] = judge(
      [predictionsFor(targets, 0.5, 'better'), predictionsFor(targets, 0.05, 'worse')],
      targets,
      SHARES,
      createRandom('1'),
      200,
    );
    expect(better!.figures.rocAuc.interval!.low).toBeGreaterThan(worse!.figures.rocAuc.interval!.high);
  });

  it('gives equal figures and intervals for equal seeds, other intervals for another', () => {
    const of = (seed: string) => judge([predictionsFor(targets, 0.3)], targets, SHARES, createRandom(seed), 100);
    expect(of('1')).toEqual(of('1'));
    expect(of('2')[0]!.figures.rocAuc.value).toBe(of('1')[0]!.figures.rocAuc.value);
    expect(of('2')[0]!.figures.rocAuc.interval).not.toEqual(of('1')[0]!.figures.rocAuc.interval);
  });

  it('has no ranking figures for three classes, and the others with intervals', () => {
    const three = Int32Array.from({ length: 90 }, (_, row) => row % 3);
    const probabilities = Float64Array.from({ length: 270 }, (_, i) =>
      i % 3 === three[Math.floor(i / 3)] ? 0.6 : 0.2,
    );
    const [judged] = judge(
      [{ name: 'x', predictions: three, probabilities }],
      three,
      [1 / 3, 1 / 3, 1 / 3],
      createRandom('1'),
      50,
    );
    expect(judged!.figures.rocAuc).toEqual({ value: null, interval: null });
    expect(judged!.figures.capturedByTop10).toEqual({ value: null, interval: null });
    expect(judged!.figures.accuracy.value).toBe(1);
    expect(judged!.figures.logLoss.value).toBeCloseTo(-Math.log(0.6), 12);
  });
});

/** Predictions of drawn probabilities to drawn rows, every class at least once, with the most probable class predicted. */
const judgedRows = fc
  .record({ k: fc.integer({ min: 2, max: 4 }), n: fc.integer({ min: 4, max: 20 }) })
  .chain(({ k, n }) =>
    fc.record({
      shares: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: k, maxLength: k }).map(normalised),
      targets: fc
        .array(fc.nat({ max: k - 1 }), { minLength: n, maxLength: n })
        .map((list) => Int32Array.from(list, (target, row) => (row < k ? row : target))),
      // Whole weights up to 97, a prime: two weights divided by two shares are seldom equal, and rounding never decides.
      rows: fc.array(fc.array(fc.integer({ min: 1, max: 97 }), { minLength: k, maxLength: k }).map(normalised), {
        minLength: n,
        maxLength: n,
      }),
    }),
  );

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const largest = (values: readonly number[]) => values.indexOf(Math.max(...values));

function asPredictions(rows: readonly (readonly number[])[]): Predictions {
  return {
    name: 'drawn',
    predictions: Int32Array.from(rows, largest),
    probabilities: Float64Array.from(rows.flat()),
  };
}

/** The plain accuracy on a test set in which each row stands so often that all classes have as many rows. */
function accuracyOnBalancedRows(
  rows: readonly (readonly number[])[],
  truth: Int32Array,
  shares: readonly number[],
): number {
  const counts = shares.map((_, label) => truth.filter((target) => target === label).length);
  const copies = counts.map((count) => counts.reduce((product, other) => product * other, 1) / count);
  const balanced = Array.from(truth.keys()).flatMap((row) => Array.from({ length: copies[truth[row]!]! }, () => row));
  return accuracyScore(
    Int32Array.from(balanced, (row) => truth[row]!),
    Int32Array.from(balanced, (row) => largest(normalised(rows[row]!.map((p, label) => p / shares[label]!)))),
  );
}

describe('balancedTestAccuracy', () => {
  it('is the plain accuracy on a test set with copies of rows, all classes equally frequent, in 200 drawn cases', () => {
    let [plainIsOff, otherSharesAreOff] = [0, 0];
    fc.assert(
      fc.property(judgedRows, ({ rows, targets: drawn, shares }) => {
        const { figures } = judge([asPredictions(rows)], drawn, shares, createRandom('1'), 1)[0]!;
        const expected = accuracyOnBalancedRows(rows, drawn, shares);
        // A mean of at most 4 quotients, each rounded once.
        expect(figures.balancedTestAccuracy.value).toBeCloseTo(expected, 14);
        if (Math.abs(figures.balancedAccuracy.value! - expected) > 1e-9) plainIsOff++;
        const other = judge([asPredictions(rows)], drawn, shares.toReversed(), createRandom('1'), 1)[0]!;
        if (Math.abs(other.figures.balancedTestAccuracy.value! - expected) > 1e-9) otherSharesAreOff++;
      }),
      { seed: 1, numRuns: 200 },
    );
    // Neither the recall of the predictions as they are nor the wrong shares would have passed.
    expect(plainIsOff).toBeGreaterThan(50);
    expect(otherSharesAreOff).toBeGreaterThan(50);
  });

  it('of always the same probabilities, equal to the shares, is 1/k: each row is a tie, and gets class 0', () => {
    const rows = Array.from({ length: targets.length }, () => SHARES);
    const { figures } = judge([asPredictions(rows)], targets, SHARES, createRandom('1'), 20)[0]!;
    expect(figures.balancedTestAccuracy.value).toBe(0.5);
    // All rows to class 1 instead would give 0.5 as well: only rows of class 0 tell the two apart.
    const zeros = new Int32Array(targets.length);
    const ofZeros = judge([asPredictions(rows)], zeros, SHARES, createRandom('1'), 1)[0]!;
    expect(ofZeros.figures.balancedTestAccuracy.value).toBe(1);
  });

  it('in a balanced mix is the balanced accuracy itself', () => {
    const { figures } = judge([predictionsFor(targets, 0.3)], targets, [0.5, 0.5], createRandom('1'), 50)[0]!;
    expect(figures.balancedTestAccuracy).toEqual(figures.balancedAccuracy);
  });
});

describe('precision, recall and F1', () => {
  it('are those of class 1 for two classes, as counted by hand', () => {
    // 3 hits, 1 false alarm, 2 misses.
    const truth = Int32Array.of(1, 1, 1, 0, 1, 1, 0, 0);
    const predictions = Int32Array.of(1, 1, 1, 1, 0, 0, 0, 0);
    const constant = { name: 'x', predictions, probabilities: new Float64Array(16).fill(0.5) };
    const { figures } = judge([constant], truth, [0.5, 0.5], createRandom('1'), 1)[0]!;
    expect([figures.precision, figures.recall, figures.f1].map(({ value }) => value)).toEqual([3 / 4, 3 / 5, 6 / 9]);
  });

  it('are plain means over three classes, a class never predicted counting 0', () => {
    const truth = Int32Array.of(0, 0, 0, 1, 1, 2);
    const predictions = Int32Array.of(0, 0, 1, 1, 1, 0);
    const constant = { name: 'x', predictions, probabilities: new Float64Array(18).fill(1 / 3) };
    const { figures } = judge([constant], truth, [1 / 2, 1 / 3, 1 / 6], createRandom('1'), 1)[0]!;
    // Precisions 2/3, 2/3, 0; recalls 2/3, 1, 0; F1 2/3, 4/5, 0.
    expect(figures.precision.value).toBeCloseTo(4 / 9, 15);
    expect(figures.recall.value).toBeCloseTo(5 / 9, 15);
    expect(figures.f1.value).toBeCloseTo(22 / 45, 15);
  });

  it('have intervals of about ± 1.96 standard errors: recall 0.3 of 400 buyers within 5 % of that', () => {
    const truth = Int32Array.from({ length: 800 }, (_, row) => row % 2);
    const predictions = truth.map((target, row) => (target === 1 && row % 20 < 6 ? 1 : 0));
    const constant = { name: 'x', predictions, probabilities: new Float64Array(1600).fill(0.5) };
    const { value, interval } = judge([constant], truth, [0.5, 0.5], createRandom('1'), 400)[0]!.figures.recall;
    const half = 1.96 * Math.sqrt((value! * (1 - value!)) / 400);
    expect(value).toBe(0.3);
    // Shares below a half have more room above; an interval of 68 % would be half as wide.
    expect(interval!.high - value!).toBeGreaterThan(0.95 * half);
    expect(interval!.high - value!).toBeLessThan(1.05 * half);
    expect(value! - interval!.low).toBeGreaterThan(0.95 * half);
    expect(value! - interval!.low).toBeLessThan(1.05 * half);
  });
});
