import { describe, expect, it } from 'vitest';
import { checkHeader, looksLikeHeader, positionalNames } from '../../../src/data/csv/header.ts';
import { DataError } from '../../../src/errors.ts';

function errorOf(names: readonly string[]): DataError {
  try {
    checkHeader(names, 'own.csv', 3);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error(`the header ${JSON.stringify(names)} was accepted`);
}

describe('checkHeader', () => {
  it('names both columns of a repeated name', () => {
    const error = errorOf(['id', 'age', 'pages', 'age']);
    expect(error).toMatchObject({
      code: 'E_CSV_HEADER',
      exitCode: 3,
      file: 'own.csv',
      line: 3,
      column: 4,
      field: 'age',
    });
    expect(error.message).toBe('columns 2 and 4 have the same name, "age"');
  });

  it.each([
    [['a', ''], 2, 'column 2 has no name'],
    [['', 'a', ''], 1, 'columns 1 and 3 have no name'],
    [['a', '', '', 'b', '', ''], 2, 'columns 2, 3 and 2 more have no name'],
  ])('names the places of the empty names of %j', (names, column, message) => {
    expect(errorOf(names)).toMatchObject({ code: 'E_CSV_HEADER', line: 3, column, message });
  });

  it('takes names that differ by case or blanks, and those of Object.prototype, as ordinary ones', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const names = ['Age', 'age', 'age ', ' age', 'AGE', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(() => checkHeader(names, 'own.csv', 1)).not.toThrow();
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('sees %s twice', (name) => {
    expect(errorOf([name, 'a', name]).message).toBe(`columns 1 and 3 have the same name, "${name}"`);
  });

  it('keeps the message of a name of 100,000 characters short', () => {
    const name = 'n'.repeat(100_000);
    expect(errorOf([name, name]).message.length).toBeLessThan(100);
  });
});

describe('looksLikeHeader', () => {
  it.each([[['id', 'age']], [['a']], [[' ', 'b']], [['NaN', '1.000,5', '0x10']], [['', 'a']]])(
    'is true for %j',
    (first) => {
      expect(looksLikeHeader(first)).toBe(true);
    },
  );

  it.each([
    [['id', '5']],
    [['', '']],
    [['994', '1620.0']],
    [['id', ' 1e3 ']],
    [['id', '1e400']],
    [['id', '12,5']],
    [[]],
  ])('is false for %j', (first) => {
    expect(looksLikeHeader(first)).toBe(false);
  });
});

it('positionalNames counts from 1', () => {
  expect(positionalNames(3)).toEqual(['column_1', 'column_2', 'column_3']);
  expect(positionalNames(0)).toEqual([]);
});
