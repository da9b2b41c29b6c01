import { describe, expect, it } from 'vitest';
import { cellError, missingError, parseCell } from '../../../src/data/cells/cell.ts';
import { DataError } from '../../../src/errors.ts';

const place = { file: 'own.csv', line: 17, column: 4, field: 'age' };
const KINDS = 'correct it, or train with categorical: "age" if the column holds kinds, else with drop: "age"';

describe('parseCell', () => {
  it('reads one text by its notation and the decimal mark', () => {
    expect(parseCell(' -0.5 ', 'number', { decimal: '.' })).toBe(-0.5);
    expect(parseCell('-0,5', 'number', { decimal: ',' })).toBe(-0.5);
    expect(parseCell('-0,5', 'number', { decimal: '.' })).toBeNaN();
    expect(parseCell('1e400', 'number', { decimal: '.' })).toBe(Infinity);
    expect(parseCell('1', 'boolean', { decimal: '.' })).toBe(1);
    expect(parseCell('No', 'boolean', { decimal: '.' })).toBe(0);
    expect(parseCell('2', 'boolean', { decimal: '.' })).toBeNaN();
    expect(parseCell('1970-01-03', 'date', { decimal: '.' })).toBe(2);
    expect(parseCell('3', 'date', { decimal: '.' })).toBeNaN();
  });
});

describe('cellError', () => {
  it.each([
    ['1e400', 'number', '.', 'E_CSV_RANGE', '"1e400" is out of range (beyond ±1.8e308)', undefined],
    ['-1e400', 'number', ',', 'E_CSV_RANGE', '"-1e400" is out of range (beyond ±1.8e308)', undefined],
    ['12,5', 'number', '.', 'E_CSV_NUMBER', '"12,5" is not a number', 'decimal: ","'],
    ['12.5', 'number', ',', 'E_CSV_NUMBER', '"12.5" is not a number', KINDS],
    ['12,500', 'number', '.', 'E_CSV_NUMBER', '"12,500" is not a number', 'thousands: "," or decimal: ","'],
    ['blue', 'number', '.', 'E_CSV_NUMBER', '"blue" is not a number', KINDS],
    ['0x10', 'number', '.', 'E_CSV_NUMBER', '"0x10" is not a number', KINDS],
    ['Infinity', 'number', '.', 'E_CSV_NUMBER', '"Infinity" is not a number', KINDS],
    ['1.000,5', 'number', '.', 'E_CSV_NUMBER', '"1.000,5" is not a number', KINDS],
    [
      'maybe',
      'boolean',
      '.',
      'E_CSV_BOOLEAN',
      '"maybe" is neither yes nor no',
      'words such as yes/no, true/false, y/n, on/off, or 1/0',
    ],
    [
      '2024-02-30',
      'date',
      '.',
      'E_CSV_DATE',
      '"2024-02-30" is no date such as 2024-12-31',
      'write dates as YYYY-MM-DD, or train with drop: "age"',
    ],
  ] as const)('for %j as %s with "%s" is %s', (text, notation, decimal, code, what, hint) => {
    const error = cellError(text, notation, { decimal }, place);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ ...place, code, message: `column "age": ${what}`, hint });
  });

  it.each(['number', 'boolean', 'date'] as const)(
    'cuts long texts and names of a %s, and escapes what a terminal would obey',
    (notation) => {
      const field = `\u202e${'n'.repeat(500)}`;
      const { message, hint } = cellError(
        `\u001b[31m${'x'.repeat(10_000)}`,
        notation,
        { decimal: '.' },
        { ...place, field },
      );
      expect(message.length).toBeLessThan(200);
      expect(hint!.length).toBeLessThan(250);
      // oxlint-disable-next-line no-control-regex
      expect(message + hint).not.toMatch(/[\u0000-\u001f\u202e]/);
    },
  );
});

describe('missingError', () => {
  it.each([
    ['', 'is empty'],
    [' \t', 'is empty'],
    ['NA', 'holds "NA", a word for a missing value'],
    ['-999', 'holds "-999", a word for a missing value'],
  ])('for %j says that the cell %s', (text, what) => {
    expect(missingError(text, place)).toMatchObject({
      ...place,
      code: 'E_CSV_MISSING',
      message: `column "age": this cell ${what}, and a value is needed here`,
      hint: 'fill it in, or remove the row',
    });
  });
});
