import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/data/table.ts';
import { prepare } from '../../../src/preprocessing/prepare.ts';
import { createRandom } from '../../../src/random.ts';
import { baselinePredictions } from '../../../src/training/baselines/baselines.ts';
import { judge } from '../../../src/evaluation/judgement.ts';

/** `spent` decides with a threshold of 2.5 but for one row in ten; `noise` says nothing; one row in four bought. */
function store(rows: number): Table {
  const random = createRandom('baselines');
  const spent = new Float64Array(rows);
  const noise = new Float64Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const bought = random.next() < 0.25;
    const isClear = random.next() < 0.9;
    spent[row] = (bought === isClear ? 3 : 1) + Math.round(random.next() * 14) / 10;
    noise[row] = random.next();
    codes[row] = Number(bought);
  }
  return {
    columns: [
      { kind: 'number', name: 'noise', values: noise },
      { kind: 'number', name: 'spent', values: spent },
      { kind: 'text', name: 'bought', codes, levels: ['no', 'yes'] },
    ],
    rowCount: rows,
    blankLineCount: 0,
  };
}

const schema = { hasHeader: true, target: 'bought', id: null, features: ['noise', 'spent'] };

const course = (() => {
  const data = prepare(
    store(2000),
    schema,
    { recipe: 'default', balance: 'undersample', split: [60, 20, 20], seed: '1' },
    'store.csv',
  );
  return { data, baselines: baselinePredictions(data) };
})();

describe('baselinePredictions', () => {
  it('are the majority, the rule that decides and logistic regression', () => {
    const [majority, rule, logistic] = course.baselines.map(({ name }) => name);
    expect(majority).toBe('always "no"');
    // Values are 1.0 to 2.4 below the threshold and 3.0 to 4.4 above it.
    expect(rule).toBe('spent > 2.4');
    expect(logistic).toBe('logistic regression');
  });

  it('reach what the data allow on the test rows: AUC 0.5 for the majority, 0.86 to 0.94 for rule and regression', () => {
    const { test, priors } = course.data;
    const [majority, rule, logistic] = judge(course.baselines, test.targets, priors.natural, createRandom('1'), 50).map(
      ({ figures }) => figures.rocAuc.value!,
    );
    expect(majority).toBe(0.5);
    // 10 % of the rows are mislabelled in both classes, so the rule's AUC is 0.9 but for chance on 400 rows.
    expect(rule).toBeGreaterThan(0.86);
    expect(rule).toBeLessThan(0.94);
    expect(logistic).toBeGreaterThan(0.86);
    expect(logistic).toBeLessThan(0.94);
  });

  it('has the same logistic regression beside a copy of a column and the pieces of a number, to 1e-6', () => {
    const table = store(2000);
    const copied = { ...table, columns: [...table.columns, { ...table.columns[1]!, name: 'spent too' }] };
    const withCopy = { ...schema, features: [...schema.features, 'spent too'] };
    const options = { recipe: 'default', balance: 'none', split: [60, 20, 20], seed: '1' } as const;
    const [alone, collinear, inPieces] = [
      prepare(table, schema, options, 'store.csv'),
      prepare(copied, withCopy, options, 'store.csv'),
      prepare(table, schema, { ...options, piecewiseBins: 16 }, 'store.csv'),
    ].map((data) => baselinePredictions(data).at(-1)!);
    for (const other of [collinear!, inPieces!]) {
      const farthest = other.probabilities.map((p, i) => Math.abs(p - alone!.probabilities[i]!));
      expect(Math.max(...farthest)).toBeLessThan(1e-6);
      expect(other.predictions).toEqual(alone!.predictions);
    }
  });

  it('says under balance weights what it says of the rows as they come', () => {
    const options = { recipe: 'default', split: [60, 20, 20], seed: '1' } as const;
    const [none, weights] = (['none', 'weights'] as const).map((balance) => {
      return baselinePredictions(prepare(store(2000), schema, { ...options, balance }, 'store.csv')).at(-1)!;
    });
    const farthest = weights!.probabilities.map((p, i) => Math.abs(p - none!.probabilities[i]!));
    // The shares of the whole file in place of those of the training rows.
    expect(Math.max(...farthest)).toBeLessThan(1e-3);
  });

  it('speak of the natural mix: mean probabilities within 3 points of the 25 % that bought', () => {
    for (const { name, probabilities } of course.baselines) {
      const ofYes = probabilities.filter((_, i) => i % 2 === 1);
      const mean = ofYes.reduce((sum, p) => sum + p, 0) / ofYes.length;
      // On 400 test rows the share itself has a standard error of 2.2 points, but the split is stratified.
      expect(Math.abs(mean - 0.25), name).toBeLessThan(0.03);
    }
  });
});
