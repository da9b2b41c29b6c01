import { describe, expect, it } from 'vitest';
import { looksLikeId, TableBuilder, type ColumnPlan } from '../../src/data/table-builder.ts';
import { numberColumn, textColumn } from '../../src/data/table.ts';
import { errorOf } from '../support/errors.ts';
import { textColumnOf } from '../support/tables.ts';

const plan = (name: string, index: number, kind: ColumnPlan['kind']): ColumnPlan => ({ name, index, kind });

function built(
  plans: readonly ColumnPlan[],
  fieldCount: number,
  rows: readonly string[][],
  decision: 'number' | 'text' = 'text',
) {
  const builder = new TableBuilder('own.csv', fieldCount, plans);
  for (const [row, fields] of rows.entries()) builder.add({ line: row + 2, fields });
  return builder.finish(() => decision);
}

describe('columns', () => {
  it('numbers are float64, texts codes into a dictionary in order of appearance; others are left out', () => {
    const plans = [plan('age', 2, 'number'), plan('city', 0, 'text')];
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

  it('texts stay what they are: leading zeros, blanks, prototype names', () => {
    const texts = ['007', '7', ' 7', '__proto__', 'constructor'];
    const { levels, codes } = textColumn(
      built(
        [plan('id', 0, 'text'), plan('x', 1, 'number')],
        2,
        texts.map((text) => [text, '1']),
      ),
      'id',
    );
    expect([...codes].map((code) => levels[code])).toEqual(texts);
  });

  it('5,000 rows come back, across the growth of the arrays', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => [String(row / 8), String(row % 7)]);
    const table = built([plan('x', 0, 'number'), plan('k', 1, 'text')], 2, rows);
    expect(numberColumn(table, 'x')).toEqual(Float64Array.from({ length: 5000 }, (_, row) => row / 8));
    expect(textColumn(table, 'k').codes).toEqual(Int32Array.from({ length: 5000 }, (_, row) => row % 7));
  });

  it('are found by name and kind only', () => {
    const table = built([plan('x', 0, 'number'), plan('k', 1, 'text')], 2, [['1', 'a']]);
    expect(() => numberColumn(table, 'k')).toThrow(RangeError);
    expect(() => textColumn(table, 'x')).toThrow(RangeError);
    expect(() => numberColumn(table, 'toString')).toThrow(RangeError);
  });
});

describe('a column that may be either', () => {
  const either = [plan('key', 0, 'either'), plan('x', 1, 'number')];
  const numbers = [
    ['3', '1'],
    ['01', '2'],
  ];
  const mixed = [
    ['3', '1'],
    ['A7', '2'],
    ['B8', '3'],
  ];

  it('is decided by its texts, which are given whole', () => {
    let seen: unknown;
    const builder = new TableBuilder('own.csv', 2, either);
    for (const fields of numbers) builder.add({ line: 2, fields });
    builder.finish((texts) => {
      seen = texts;
      return 'text';
    });
    expect(seen).toEqual({ kind: 'text', name: 'key', levels: ['3', '01'], codes: Int32Array.of(0, 1) });
  });

  it('as numbers gives values, as text the texts', () => {
    expect(numberColumn(built(either, 2, numbers, 'number'), 'key')).toEqual(Float64Array.of(3, 1));
    expect(textColumn(built(either, 2, mixed, 'text'), 'key').levels).toEqual(['3', 'A7', 'B8']);
  });

  it('as numbers refuses with the first cell that is none', () => {
    const error = errorOf(() => built(either, 2, mixed, 'number'));
    expect(error).toMatchObject({ code: 'E_CSV_NUMBER', line: 3, column: 1, field: 'key' });
    expect(error.message).toContain('"A7"');
  });
});

describe('records', () => {
  const plans = [plan('a', 0, 'number'), plan('b', 1, 'number')];

  it.each([
    ['one field too few', ['1', '2'], 3, 'expected 3 fields, got 2', 3],
    ['one field too many', ['1', '2', '3', '4'], 3, 'expected 3 fields, got 4', 4],
    ['one field of three', ['1'], 3, 'expected 3 fields, got 1', 2],
  ])('%s: refused with the line where the record starts', (_, fields, expected, message, column) => {
    const builder = new TableBuilder('own.csv', expected, plans);
    const error = errorOf(() => builder.add({ line: 41, fields }));
    expect(error).toMatchObject({ code: 'E_CSV_FIELDS', message, file: 'own.csv', line: 41, column, hint: undefined });
  });

  it('one field full of another delimiter gets a hint', () => {
    const builder = new TableBuilder('own.csv', 2, plans);
    expect(errorOf(() => builder.add({ line: 2, fields: ['1;2'] })).hint).toBe("--delimiter ';'");
  });

  it('blank lines are skipped and counted; of one column they are rows', () => {
    const rows = [['1', '2'], [], ['3', '4'], [' \t'], []];
    expect(built(plans, 2, rows)).toMatchObject({ rowCount: 2, blankLineCount: 3 });
    expect(built([plan('k', 0, 'text')], 1, [['x'], [], ['']])).toMatchObject({
      rowCount: 3,
      blankLineCount: 0,
      columns: [{ levels: ['x', ''] }],
    });
  });

  it('an empty cell of a label is refused, a word for missing is a label', () => {
    const label = [plan('y', 1, 'label')];
    expect(
      textColumn(
        built(label, 2, [
          ['1', 'none'],
          ['2', '-'],
        ]),
        'y',
      ).levels,
    ).toEqual(['none', '-']);
    for (const text of ['', ' ', '\t']) {
      const error = errorOf(() =>
        built(label, 2, [
          ['1', 'a'],
          ['2', text],
        ]),
      );
      expect(error).toMatchObject({ code: 'E_CSV_MISSING', line: 3, column: 2, field: 'y' });
    }
  });

  it('a label that the model does not know is refused with its line and the known ones', () => {
    const builder = new TableBuilder('own.csv', 1, [{ name: 'y', index: 0, kind: 'label', labels: ['no', 'yes'] }]);
    builder.add({ line: 2, fields: ['yes'] });
    const error = errorOf(() => builder.add({ line: 3, fields: ['Yes'] }));
    expect(error).toMatchObject({
      code: 'E_DATA_LABEL',
      line: 3,
      column: 1,
      field: 'y',
      hint: 'its classes are "no", "yes"',
    });
  });
});

describe('looksLikeId', () => {
  it.each<[string, string[], boolean, boolean]>([
    ['words of a kind', ['ada', 'bob', 'eve'], true, true],
    ['numbers with leading zeros', ['001', '002', '010'], true, true],
    ['mixed keys', ['A1', '2', '3'], true, true],
    ['whole numbers', ['1', '2', '3'], false, true],
    ['a repeated word', ['ada', 'ada', 'eve'], false, false],
    ['decimals', ['1.5', '2.5', '3.5'], false, false],
    ['one decimal among whole numbers', ['1', '2', '3.5'], false, false],
    ['numbers with exponents, as NumPy writes them', ['1.0e+00', '2.5e-01', '3e2'], false, false],
    ['negative numbers', ['-1', '-2', '3'], false, false],
    ['numbers with one cell missing', ['1', '2', ''], false, false],
    ['decimals with NA', ['1.5', '2.5', 'NA'], false, false],
  ])('%s: with names %j is %s, without %s', (_, texts, named, nameless) => {
    expect(looksLikeId(textColumnOf('first', texts), true)).toBe(named);
    expect(looksLikeId(textColumnOf('first', texts), false)).toBe(nameless);
  });
});
