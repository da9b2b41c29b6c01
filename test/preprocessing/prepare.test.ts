import { describe, expect, it } from 'vitest';
import { numberColumn, type Table } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import { BALANCE_METHODS, type BalanceMethod } from '../../src/preprocessing/rows/balance.ts';
import { classCounts, type Dataset } from '../../src/preprocessing/dataset.ts';
import type { Pipeline } from '../../src/preprocessing/pipeline.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { completePreparation, type PrepareOptions } from '../../src/preprocessing/preparation-options.ts';
import { stratifiedSplit } from '../../src/preprocessing/rows/split.ts';
import { meanAndDeviation, StandardScaler } from '../../src/preprocessing/features/standard-scaler.ts';
import { createRandom } from '../../src/random.ts';
import { errorOf } from '../support/errors.ts';
import { allRows, shuffledTexts, tableOf, uniformNumbers } from '../support/tables.ts';

const OPTIONS = completePreparation();

/** `row` is the row's own number, so that rows can be told again after the shuffling. */
function customers(counts: Readonly<Record<string, number>>) {
  const targets = shuffledTexts(counts);
  const n = targets.length;
  const features = { row: [...allRows(n)], age: uniformNumbers(n, 18, 90), spent: uniformNumbers(n, 0, 1e5) };
  return { targets, ...tableOf(features, targets) };
}

/** 160 rows of `yes` among 1,000: 16 %, much like the natural mix of the reference job. */
const { table, schema, targets } = customers({ no: 840, yes: 160 });
const prepared = (options: Partial<PrepareOptions> = {}, from: Table = table) =>
  prepare(from, schema, { ...OPTIONS, ...options }, 'own.csv');

/** The file's row that each row of a data set was, from its standardised number. */
function rowsOf({ inputs }: Dataset, { inputs: [row] }: Pipeline): number[] {
  return Array.from({ length: inputs.rows }, (_, i) => Math.round(inputs.data[i * 3]! * row!.scale + row!.mean));
}
const countsIn = ({ targets: labels }: Dataset, k = 2) => classCounts(labels, k);
const split = stratifiedSplit(
  Int32Array.from(targets, (text) => Number(text === 'yes')),
  2,
  [80, 10, 10],
  createRandom('1', 'split'),
);

const trainingRows = (balance: BalanceMethod) => {
  const { train, pipeline } = prepared({ balance });
  return rowsOf(train, pipeline).toSorted((a, b) => a - b);
};

describe('the default recipe', () => {
  it('balances the training rows alone: 128 + 128; validation and test keep 84 + 16', () => {
    const { train, validation, test, classes, heldOutMix } = prepared();
    expect(classes).toEqual(['no', 'yes']);
    expect([train, validation, test].map((part) => countsIn(part))).toEqual([
      [128, 128],
      [84, 16],
      [84, 16],
    ]);
    expect(heldOutMix).toBe('natural');
  });

  it('splits by the seed’s stream `split`, and no row is in two parts', () => {
    const { train, validation, test, pipeline } = prepared();
    const [trainRows, validationRows, testRows] = [train, validation, test].map((part) => rowsOf(part, pipeline));
    expect(validationRows).toEqual([...split.validation]);
    expect(testRows).toEqual([...split.test]);
    expect(new Set([...trainRows!, ...validationRows!, ...testRows!]).size).toBe(256 + 100 + 100);
    for (const row of trainRows!) expect(split.train).toContain(row);
  });

  it.each(BALANCE_METHODS)('fits the scaler on the rows it trains on, to the last bit (%s)', (balance) => {
    const { train, pipeline } = prepared({ balance });
    const rows = Int32Array.from(rowsOf(train, pipeline));
    const columns = schema.features.map((name) => numberColumn(table, name));
    const fitted = new StandardScaler(
      pipeline.inputs.map(({ mean }) => mean),
      pipeline.inputs.map(({ scale }) => scale),
    );
    expect(fitted).toEqual(StandardScaler.fit(columns, rows));
    expect(fitted).not.toEqual(StandardScaler.fit(columns, allRows(1000)));
    expect(pipeline.featureNames).toEqual(['row', 'age', 'spent']);
  });

  it.each<[BalanceMethod, number[], number[]]>([
    ['undersample', [128, 128], [0.5, 0.5]],
    ['first', [128, 128], [0.5, 0.5]],
    ['oversample', [672, 672], [0.5, 0.5]],
    ['weights', [672, 128], [0.5, 0.5]],
    ['none', [672, 128], [0.84, 0.16]],
  ])('%s: %j training rows, natural priors 0.84 and 0.16, training priors %j', (balance, counts, training) => {
    const { train, priors, balance: kept } = prepared({ balance });
    expect(countsIn(train)).toEqual(counts);
    expect(priors).toEqual({ natural: [0.84, 0.16], training });
    expect(kept).toBe(balance);
  });

  it('undersample takes other rows than the first ones; first takes the first 128 of the split', () => {
    const ordered = [...split.train].toSorted((a, b) => a - b);
    const first = ['no', 'yes'].flatMap((name) => ordered.filter((row) => targets[row] === name).slice(0, 128));
    expect(trainingRows('first')).toEqual(first.toSorted((a, b) => a - b));
    expect(trainingRows('undersample')).not.toEqual(trainingRows('first'));
  });

  it('tells the same story for the same seed and another for another', () => {
    expect(prepared()).toEqual(prepared());
    expect(prepared({ seed: '2' }).train).not.toEqual(prepared().train);
  });

  it('does not change the table', () => {
    const columns = structuredClone(table.columns);
    prepared();
    expect(table.columns).toEqual(columns);
  });
});

/** The table with the features of some rows replaced by others. */
function changed(rows: Int32Array): Table {
  const columns = table.columns.map((column) => {
    if (column.kind === 'text') return column;
    const values = column.values.slice();
    for (const row of rows) values[row] = -1e6 - row;
    return { ...column, values };
  });
  return { ...table, columns };
}

describe('leakage', () => {
  it.each(BALANCE_METHODS)(
    'other features in all 100 test rows leave training, pipeline and priors as they were (%s)',
    (balance) => {
      const [before, after] = [prepared({ balance }), prepared({ balance }, changed(split.test))];
      expect(after.train).toEqual(before.train);
      expect(after.validation).toEqual(before.validation);
      expect(after.pipeline.config()).toEqual(before.pipeline.config());
      expect(after.priors).toEqual(before.priors);
      expect(after.test).not.toEqual(before.test);
    },
  );

  it('other features in all validation rows leave training and pipeline as they were', () => {
    const [before, after] = [prepared(), prepared({}, changed(split.validation))];
    expect(after.train).toEqual(before.train);
    expect(after.pipeline.config()).toEqual(before.pipeline.config());
    expect(after.validation).not.toEqual(before.validation);
  });

  it('control: one training row moves the pipeline, and in the course’s recipe a test row does, too', () => {
    const row = Int32Array.of(rowsOf(prepared().train, prepared().pipeline)[0]!);
    expect(prepared({}, changed(row)).pipeline.config()).not.toEqual(prepared().pipeline.config());
    const course = { recipe: 'course', balance: 'first' } as const;
    const { test, pipeline } = prepared(course);
    const testRow = Int32Array.of(rowsOf(test, pipeline)[0]!);
    expect(prepared(course, changed(testRow)).pipeline.config()).not.toEqual(pipeline.config());
  });
});

// 1. All of the rarer class, and the first as many of the other.
const ofClass = (name: string) => [...allRows(1000)].filter((row) => targets[row] === name);

describe('the course’s recipe', () => {
  it('gives the arrays of the course’s steps, done by hand: first zeros, scale everything, shuffle, cut', () => {
    const kept = [...ofClass('no').slice(0, 160), ...ofClass('yes')];
    // 2. Every kept row standardised together. 3. Shuffled. 4. Cut 80/10/10.
    const columns = schema.features.map((name) => numberColumn(table, name));
    const statistics = columns.map((values) => meanAndDeviation(values, Int32Array.from(kept)));
    const order = createRandom('1', 'split').shuffle([...kept]);
    const scaledRow = (row: number) =>
      columns.map((values, j) => Math.fround((values[row]! - statistics[j]!.mean) / statistics[j]!.deviation));

    const { train, validation, test, priors, heldOutMix } = prepared({ recipe: 'course', balance: 'first' });
    for (const [part, rows] of [
      [train, order.slice(0, 256)],
      [validation, order.slice(256, 288)],
      [test, order.slice(288)],
    ] as const) {
      expect([...part.inputs.data]).toEqual(rows.flatMap(scaledRow));
      expect([...part.targets]).toEqual(rows.map((row) => Number(targets[row] === 'yes')));
    }
    expect(test.targets).toHaveLength(32);
    expect(priors).toEqual({ natural: [0.84, 0.16], training: [0.5, 0.5] });
    expect(heldOutMix).toBe('training');
  });

  it('with weights keeps all 1,000 rows, and the held-out rows are the natural mix', () => {
    const { train, validation, test, priors, heldOutMix } = prepared({ recipe: 'course', balance: 'weights' });
    expect([train, validation, test].map(({ inputs }) => inputs.rows)).toEqual([800, 100, 100]);
    expect(priors.training).toEqual([0.5, 0.5]);
    expect(heldOutMix).toBe('natural');
  });
});

describe('three classes', () => {
  it.each<[BalanceMethod, number[], number[]]>([
    ['undersample', [16, 16, 16], [1 / 3, 1 / 3, 1 / 3]],
    ['oversample', [80, 80, 80], [1 / 3, 1 / 3, 1 / 3]],
    ['weights', [40, 80, 16], [1 / 3, 1 / 3, 1 / 3]],
    ['none', [40, 80, 16], [40 / 136, 80 / 136, 16 / 136]],
  ])('%s: %j training rows of 50 + 100 + 20', (balance, counts, training) => {
    const file = customers({ a: 50, b: 100, c: 20 });
    const data = prepare(file.table, file.schema, { ...OPTIONS, balance }, 'own.csv');
    expect(data.classes).toEqual(['a', 'b', 'c']);
    expect(countsIn(data.train, 3)).toEqual(counts);
    expect(countsIn(data.test, 3)).toEqual([5, 10, 2]);
    expect(data.priors).toEqual({ natural: [40 / 136, 80 / 136, 16 / 136], training });
  });
});

describe('constant columns', () => {
  it('are named, scaled by 1 and 0 in every row', () => {
    const file = tableOf({ age: [...allRows(40)], same: Array(40).fill(7.3) }, shuffledTexts({ a: 20, b: 20 }));
    const { constants, pipeline, test } = prepare(file.table, file.schema, OPTIONS, 'own.csv');
    expect(constants).toEqual(['same']);
    expect(pipeline.config().features[1]).toEqual({
      name: 'same',
      kind: 'number',
      mean: 7.3,
      scale: 1,
      fill: 7.3,
      indicator: false,
      range: [7.3, 7.3],
    });
    expect([...test.inputs.data].filter((_, i) => i % 2 === 1).every((value) => value === 0)).toBe(true);
  });
});

const refusal = (counts: Readonly<Record<string, number>>, options: Partial<PrepareOptions> = {}) => {
  const file = customers(counts);
  const error = errorOf(() => prepare(file.table, file.schema, { ...OPTIONS, ...options }, 'own.csv'));
  expect(error).toBeInstanceOf(DataError);
  expect(error.file).toBe('own.csv');
  return `${error.code}: ${error.message}`;
};

describe('refusals', () => {
  it('fewer than 2 rows a class', () => {
    expect(refusal({ a: 1, b: 2 })).toBe('E_DATA_ROWS: 3 rows: at least 4 are needed, 2 a class');
    expect(refusal({ a: 1, b: 1, c: 3 })).toBe('E_DATA_ROWS: 5 rows with 3 classes: at least 6 are needed');
  });

  it.each(BALANCE_METHODS)('a class with one row (%s)', (balance) => {
    expect(refusal({ a: 50, b: 1 }, { balance })).toBe(
      'E_DATA_CLASSES: class "b" has 1 of 51 rows, at least 2 are needed',
    );
  });

  it.each(BALANCE_METHODS)('a class of which the split leaves none for training, by its own name (%s)', (balance) => {
    expect(refusal({ a: 50, b: 2 }, { balance, split: [10, 45, 45] })).toBe(
      'E_DATA_CLASSES: class "b" has 2 of 52 rows, none of them left for training',
    );
  });

  it('an empty validation or test part', () => {
    expect(refusal({ a: 4, b: 4 }, { split: [98, 1, 1] })).toBe(
      'E_DATA_ROWS: 8 rows leave none for the validation part',
    );
    expect(refusal({ a: 4, b: 4 }, { split: [70, 29, 1] })).toBe('E_DATA_ROWS: 8 rows leave none for the test part');
  });

  it('values too large to standardise, naming the column', () => {
    const file = tableOf(
      { age: [...allRows(20)], big: uniformNumbers(20, -1e300, 1e300) },
      shuffledTexts({ a: 10, b: 10 }),
    );
    const error = errorOf(() => prepare(file.table, file.schema, OPTIONS, 'own.csv'));
    expect(error).toMatchObject({ code: 'E_DATA_RANGE', field: 'big', file: 'own.csv' });
    expect(error.hint).toContain('drop: "big"');
  });

  it('a value of a test row too far from the training values for float32, naming the column', () => {
    const values = uniformNumbers(1000, 0, 1);
    values[split.test[3]!] = 1e300;
    const { table: far } = tableOf({ row: [...allRows(1000)], age: values, spent: values.map(() => 1) }, targets);
    expect(errorOf(() => prepared({}, far))).toMatchObject({ code: 'E_DATA_RANGE', field: 'age', file: 'own.csv' });
  });
});
