import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MissingWords } from '../../src/data/cells/missing.ts';
import { plannedColumnBuilder, type ColumnPlan } from '../../src/data/columns/planned-column.ts';
import { looksLikeId } from '../../src/data/roles/looks-like-id.ts';
import { TableBuilder } from '../../src/data/table-builder.ts';
import { numberColumn, textColumn, type Table } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import { errorOf } from '../support/errors.ts';

const format = { decimal: '.', missing: new MissingWords() } as const;
const plan = (name: string, index: number, kind: ColumnPlan['kind']): ColumnPlan => ({ name, index, kind });
const builderOf = (plans: readonly ColumnPlan[], fieldCount: number) =>
  new TableBuilder('own.csv', fieldCount, plans, (each, lines) =>
    plannedColumnBuilder(each, 'own.csv', format, (texts) => looksLikeId(texts, true, format), lines),
  );

function built(plans: readonly ColumnPlan[], fieldCount: number, rows: readonly string[][]): Table {
  const builder = builderOf(plans, fieldCount);
  for (const [row, fields] of rows.entries()) builder.add({ line: row + 2, fields });
  return builder.finish().table;
}

describe('columns', () => {
  it('numbers are float64, texts codes into a dictionary in order of appearance; others are left out', () => {
    const plans = [plan('age', 2, 'number'), plan('city', 0, 'category')];
    const table = built(plans, 3, [
      ['b', '?', '1.5'],
      ['a', '?', '-2'],
      ['b', '?', '3'],
    ]);
    expect(table.columns).toEqual([
      { kind: 'number', name: 'age', values: Float64Array.of(1.5, -2, 3) },
      { kind: 'text', name: 'city', levels: ['b', 'a'], codes: Int32Array.of(0, 1, 0) },
    ]);
    expect(table.rowCount).toBe(3);
  });

  it('texts stay what they are, but for blanks at their ends: leading zeros, prototype names', () => {
    const texts = ['007', '7', ' 7', '__proto__', 'constructor'];
    const { levels, codes } = textColumn(
      built(
        [plan('id', 0, 'category'), plan('x', 1, 'number')],
        2,
        texts.map((text) => [text, '1']),
      ),
      'id',
    );
    expect([...codes].map((code) => levels[code])).toEqual(texts.map((text) => text.trim()));
  });

  it('5,000 rows come back, across the growth of the arrays', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => [String(row / 8), String(row % 7)]);
    const table = built([plan('x', 0, 'number'), plan('k', 1, 'category')], 2, rows);
    expect(numberColumn(table, 'x')).toEqual(Float64Array.from({ length: 5000 }, (_, row) => row / 8));
    expect(textColumn(table, 'k').codes).toEqual(Int32Array.from({ length: 5000 }, (_, row) => row % 7));
  });

  it('are found by name and kind only', () => {
    const table = built([plan('x', 0, 'number'), plan('k', 1, 'category')], 2, [['1', 'a']]);
    expect(() => numberColumn(table, 'k')).toThrow(RangeError);
    expect(() => textColumn(table, 'x')).toThrow(RangeError);
    expect(() => numberColumn(table, 'toString')).toThrow(RangeError);
  });
});

describe('a column of which only the cells tell', () => {
  const plans = [plan('key', 0, 'id?'), plan('x', 1, 'inferred')];
  const finish = (rows: readonly string[][]) => {
    const builder = builderOf(plans, 2);
    for (const [row, fields] of rows.entries()) builder.add({ line: row + 2, fields });
    const { table, types } = builder.finish();
    return { columns: table.columns, types: Object.fromEntries(types) };
  };

  it('has its type told, and the others are not mentioned', () => {
    const builder = builderOf([...plans, plan('y', 2, 'group')], 3);
    builder.add({ line: 2, fields: ['A7', '1', 'a'] });
    expect([...builder.finish().types]).toEqual([
      ['key', 'id'],
      ['x', 'number'],
    ]);
  });

  it('is the ID where its texts are keys, and keeps them as they are', () => {
    const { columns, types } = finish([
      ['03', '1'],
      [' 4', '2'],
    ]);
    expect(types).toEqual({ key: 'id', x: 'number' });
    expect(columns[0]).toMatchObject({ kind: 'text', levels: ['03', ' 4'] });
  });

  it('else is what its cells say', () => {
    const { columns, types } = finish([
      ['3', '2024-01-01'],
      ['4', 'NA'],
    ]);
    expect(types).toEqual({ key: 'number', x: 'date' });
    expect(columns[0]).toMatchObject({ values: Float64Array.of(3, 4) });
    const repeated = finish([
      ['ada', '1'],
      ['ada', '2'],
    ]);
    expect(repeated.types).toEqual({ key: 'category', x: 'number' });
  });

  it('is refused at the first stray cell, with its line and column', () => {
    const rows = [
      ['3', '1'],
      ['B8', '3'],
      ['5', '2'],
    ];
    const error = errorOf(() => finish(rows));
    expect(error).toMatchObject({ code: 'E_CSV_NUMBER', line: 3, column: 1, field: 'key' });
    expect(error.message).toContain('"B8"');
  });
});

describe('records', () => {
  const plans = [plan('a', 0, 'number'), plan('b', 1, 'number')];

  it.each([
    ['one field too few', ['1', '2'], 3, 'expected 3 fields, got 2', 3],
    ['one field too many', ['1', '2', '3', '4'], 3, 'expected 3 fields, got 4', 4],
    ['one field of three', ['1'], 3, 'expected 3 fields, got 1', 2],
  ])('%s: refused with the line where the record starts', (_, fields, expected, message, column) => {
    const builder = builderOf(plans, expected);
    const error = errorOf(() => builder.add({ line: 41, fields }));
    expect(error).toMatchObject({ code: 'E_CSV_FIELDS', message, file: 'own.csv', line: 41, column, hint: undefined });
  });

  it('one field full of another delimiter gets a hint', () => {
    const builder = builderOf(plans, 2);
    expect(errorOf(() => builder.add({ line: 2, fields: ['1;2'] })).hint).toBe('delimiter: ";"');
  });

  it('blank lines are skipped and counted; of one column they are rows', () => {
    const rows = [['1', '2'], [], ['3', '4'], [' \t'], []];
    expect(built(plans, 2, rows)).toMatchObject({ rowCount: 2, blankLineCount: 3 });
    expect(built([plan('k', 0, 'category')], 1, [['x'], [], ['']])).toMatchObject({
      rowCount: 3,
      blankLineCount: 0,
      columns: [{ levels: ['x'], codes: Int32Array.of(0, -1, -1) }],
    });
  });

  it('an empty cell of a group is refused, a word for missing is a name', () => {
    const group = [plan('y', 1, 'group')];
    expect(
      textColumn(
        built(group, 2, [
          ['1', 'none'],
          ['2', '-'],
        ]),
        'y',
      ).levels,
    ).toEqual(['none', '-']);
    for (const text of ['', ' ', '\t']) {
      const error = errorOf(() =>
        built(group, 2, [
          ['1', 'a'],
          ['2', text],
        ]),
      );
      expect(error).toMatchObject({ code: 'E_CSV_MISSING', line: 3, column: 2, field: 'y' });
    }
  });
});

describe('a category', () => {
  it('marks what is missing, and may be refused where a value is needed', () => {
    const rows = [['a'], ['NA'], ['b'], ['']];
    expect(textColumn(built([plan('k', 0, 'category')], 1, rows), 'k')).toMatchObject({
      levels: ['a', 'b'],
      codes: Int32Array.of(0, -1, 1, -1),
    });
    const error = errorOf(() => built([{ ...plan('k', 0, 'category'), needed: true }], 1, rows));
    expect(error).toMatchObject({ code: 'E_CSV_MISSING', line: 3, column: 1, field: 'k' });
  });

  it('may be refused where it is none of the known ones', () => {
    const plans = [{ ...plan('k', 0, 'category'), levels: ['a', '__proto__'] }];
    expect(textColumn(built(plans, 1, [['__proto__'], ['NA'], ['a']]), 'k').levels).toEqual(['__proto__', 'a']);
    const error = errorOf(() => built(plans, 1, [['a'], ['constructor']]));
    expect(error).toMatchObject({ code: 'E_DATA_LEVEL', line: 3, column: 1, field: 'k' });
    expect(error.hint).toContain('known are "a", "__proto__"');
  });
});

it('a record that is refused, in whatever column, leaves no trace (500 tables)', () => {
  const plans: ColumnPlan[] = [
    plan('i', 0, 'inferred'),
    plan('k', 1, 'category'),
    plan('b', 2, 'boolean'),
    { ...plan('x', 3, 'number'), needed: true },
    { ...plan('y', 4, 'category'), levels: ['n', 'm'], needed: true },
  ];
  const record = fc.tuple(
    fc.constantFrom('1', '2', 'a', 'b', 'NA'),
    fc.constantFrom('p', 'q', 'r', ''),
    fc.constantFrom('yes', 'no', 'perhaps'),
    fc.constantFrom('1', '2.5', '', 'many'),
    fc.constantFrom('n', 'm', ' ', 'other'),
  );
  let refused = 0;
  const outcome = (builder: TableBuilder<ColumnPlan>) => {
    try {
      return builder.finish();
    } catch (error) {
      return error;
    }
  };
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (records) => {
      const [builder, plain] = [builderOf(plans, 5), builderOf(plans, 5)];
      for (const [row, fields] of records.entries()) {
        try {
          builder.add({ line: row + 2, fields });
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          refused++;
          continue;
        }
        plain.add({ line: row + 2, fields });
      }
      expect(outcome(builder)).toEqual(outcome(plain));
    }),
    { seed: 1, numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(1000);
});
