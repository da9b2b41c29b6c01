import { describe, expect, it } from 'vitest';
import { readNumberCell } from '../../src/data/cell.ts';
import { MISSING_WORDS, isMissing } from '../../src/data/missing.ts';
import { DataError } from '../../src/errors.ts';
import { errorOf } from '../support/errors.ts';

const read = (text: string, name = 'age') => readNumberCell(text, 'own.csv', 17, 3, name);
const DROP = '--drop "age"';
const MISSING_HINT = `fill it in, remove the row, or leave the column out with ${DROP}`;
const TEXT_HINT = `columns of text can't be used yet: leave it out with ${DROP}, or name it with --id or --target`;

describe('readNumberCell', () => {
  it.each([
    ['12', 12],
    [' -0.5 ', -0.5],
    ['1e3', 1000],
    ['0012', 12],
  ])('reads %j as %d', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each([
    ['', 'E_CSV_MISSING', 'this cell is empty, and missing values are not filled in', MISSING_HINT],
    [' \t', 'E_CSV_MISSING', 'this cell is empty, and missing values are not filled in', MISSING_HINT],
    [
      'NA',
      'E_CSV_MISSING',
      'this cell holds "NA", a word for a missing value, and missing values are not filled in',
      MISSING_HINT,
    ],
    [
      '#N/A',
      'E_CSV_MISSING',
      'this cell holds "#N/A", a word for a missing value, and missing values are not filled in',
      MISSING_HINT,
    ],
    [
      'NaN',
      'E_CSV_MISSING',
      'this cell holds "NaN", a word for a missing value, and missing values are not filled in',
      MISSING_HINT,
    ],
    ['1e400', 'E_CSV_RANGE', '"1e400" is out of range (beyond ±1.8e308)', undefined],
    ['-1e400', 'E_CSV_RANGE', '"-1e400" is out of range (beyond ±1.8e308)', undefined],
    ['12,5', 'E_CSV_NUMBER', '"12,5" is not a number', 'write decimals with a point'],
    ['blue', 'E_CSV_NUMBER', '"blue" is not a number', TEXT_HINT],
    ['0x10', 'E_CSV_NUMBER', '"0x10" is not a number', TEXT_HINT],
    ['Infinity', 'E_CSV_NUMBER', '"Infinity" is not a number', TEXT_HINT],
    ['1.000,5', 'E_CSV_NUMBER', '"1.000,5" is not a number', TEXT_HINT],
  ])('refuses %j: %s', (text, code, what, hint) => {
    const error = errorOf(() => read(text));
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({
      code,
      message: `column "age": ${what}`,
      hint,
      file: 'own.csv',
      line: 17,
      column: 4,
      field: 'age',
    });
  });

  it('cuts long texts and names, and escapes what a terminal would obey', () => {
    const { message, hint } = errorOf(() => read(`\u001b[31m${'x'.repeat(10_000)}`, `\u202e${'n'.repeat(500)}`));
    expect(message.length).toBeLessThan(200);
    expect(hint!.length).toBeLessThan(250);
    // oxlint-disable-next-line no-control-regex
    expect(message + hint).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe('missing words', () => {
  it.each([...MISSING_WORDS])('%j is one, in any case and with blanks around', (word) => {
    for (const text of [word, word.toUpperCase(), `  ${word}\t`]) expect(isMissing(text)).toBe(true);
  });

  it.each(['0', 'no', 'missing', 'N.A.', '--', 'nan1', 'nilpotent', 'toString'])('%j is none', (text) => {
    expect(isMissing(text)).toBe(false);
  });
});
