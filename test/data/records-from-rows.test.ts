import { describe, expect, it } from 'vitest';
import { MissingWords } from '../../src/data/cells/missing.ts';
import { recordsFromRows, type Row } from '../../src/data/records-from-rows.ts';
import { errorOf } from '../support/errors.ts';

const NAMES = ['age', 'plan'];
const records = (rows: unknown, words?: readonly string[]) => [
  ...recordsFromRows(rows as readonly Row[], NAMES, new MissingWords(words), 'rows'),
];

describe('recordsFromRows', () => {
  it('gives the fields in the order of the names, by their number as line, and leaves other columns alone', () => {
    const rows = [
      { plan: 'pro', age: 42, city: ['Kiel'] },
      { age: '7', plan: null },
    ];
    expect(records(rows)).toEqual([
      { line: 1, fields: ['42', 'pro'] },
      { line: 2, fields: ['7', ''] },
    ]);
  });

  it('writes null and undefined as an empty cell, or as the first missing word where an empty cell is none', () => {
    const row = { age: null, plan: undefined };
    expect(records([row], ['na', ''])[0]!.fields).toEqual(['', '']);
    expect(records([row], ['-999', 'x'])[0]!.fields).toEqual(['-999', '-999']);
    expect(records([row], [])[0]!.fields).toEqual(['', '']);
  });

  it.each<[string, unknown, object]>([
    [
      'one row',
      { age: 1, plan: 'a' },
      { code: 'E_ROW_TYPE', line: undefined, message: expect.stringContaining('got an object') as string },
    ],
    ['nothing', undefined, { code: 'E_ROW_TYPE', message: expect.stringContaining('got undefined') as string }],
    [
      'a list in place of a row',
      [{ age: 1, plan: 'a' }, [1, 'a']],
      { code: 'E_ROW_TYPE', line: 2, message: expect.stringContaining('got [') as string },
    ],
    [
      'null in place of a row',
      [null],
      { code: 'E_ROW_TYPE', line: 1, message: expect.stringContaining('got null') as string },
    ],
    [
      'a number in place of a row',
      [7],
      { code: 'E_ROW_TYPE', line: 1, message: expect.stringContaining('got 7') as string },
    ],
    [
      'a list in place of a cell',
      [{ age: [1], plan: 'a' }],
      {
        code: 'E_ROW_VALUE',
        line: 1,
        column: 1,
        field: 'age',
        message: 'column "age": expected a text, number, boolean, date or null, got [1]',
      },
    ],
    [
      'an object in place of a cell',
      [{ age: 1, plan: { name: 'a' } }],
      { code: 'E_ROW_VALUE', line: 1, column: 2, field: 'plan' },
    ],
    [
      'a row without a column',
      [{ age: 1, plan: 'a' }, { age: 1 }],
      {
        code: 'E_SCHEMA_COLUMN',
        line: 2,
        field: 'plan',
        message: 'there is no column "plan", which the model needs',
        hint: 'the columns are "age"',
      },
    ],
    [
      'a column by nearly its name',
      [{ age: 1, Plan: 'a' }],
      { code: 'E_SCHEMA_COLUMN', line: 1, hint: 'rename "Plan"' },
    ],
    ['a row without any', [{}], { code: 'E_SCHEMA_COLUMN', line: 1, hint: 'the row has no columns' }],
    ['an inherited column', [Object.create({ age: 1, plan: 'a' })], { code: 'E_SCHEMA_COLUMN', line: 1, field: 'age' }],
  ])('refuses %s', (_, rows, expected) => {
    expect(errorOf(() => records(rows))).toMatchObject({ file: 'rows', exitCode: 3, ...expected });
  });
});
