import { describe, expect, it } from 'vitest';
import { cellText } from '../../../src/data/cells/cell-value.ts';
import { parseDate } from '../../../src/data/cells/date.ts';
import { parseNumber } from '../../../src/data/cells/number.ts';

describe('cellText', () => {
  it.each([
    ['a text', 'a text'],
    [' 007 ', ' 007 '],
    [42, '42'],
    [-0, '0'],
    [1e21, '1e+21'],
    [Number.NaN, 'NaN'],
    [12n, '12'],
    [true, 'true'],
    [false, 'false'],
    [new Date('2024-02-29T12:00:00Z'), '2024-02-29T12:00:00.000Z'],
    [new Date(Number.NaN), 'Invalid Date'],
    [null, 'missing'],
    [undefined, 'missing'],
  ])('of %o is %o', (value, text) => {
    expect(cellText(value, 'missing')).toBe(text);
  });

  it.each([[[1]], [{}], [() => 1], [Symbol('x')], [new Map()]])('has none for %o', (value) => {
    expect(cellText(value, '')).toBeUndefined();
  });

  it('of a number or a date reads back to the same, to the bit and to the second', () => {
    for (const value of [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 123456789.123]) {
      expect(parseNumber(cellText(value, '')!)).toBe(value);
    }
    const date = new Date('2024-02-29T12:34:56Z');
    expect(parseDate(cellText(date, '')!)).toBe(date.getTime() / 86_400_000);
  });
});
