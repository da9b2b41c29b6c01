import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/data/cells/number.ts';

const TABLE: readonly [text: string, value: number][] = [
  ['0', 0],
  ['-0', -0],
  ['+5', 5],
  ['01', 1],
  ['5.', 5],
  ['.5', 0.5],
  ['-.5e-3', -0.0005],
  ['1e3', 1000],
  ['1E+3', 1000],
  [' 1.5\t', 1.5],
  ['\t 7', 7],
  ['9007199254740993', 9007199254740992],
  ['1e-400', 0],
  ['1.7976931348623157e308', Number.MAX_VALUE],
];

const NOT_NUMBERS = [
  '',
  ' ',
  '\t',
  '.',
  '+',
  '-',
  'e5',
  '.e5',
  '1e',
  '1e+',
  '--1',
  '+-1',
  '1.2.3',
  '1e5.5',
  '- 5',
  '1 000',
  '1 2',
  '0x10',
  '0b1',
  '0o7',
  '1_000',
  '1,5',
  '1.000,5',
  '1n',
  'NaN',
  'Infinity',
  '-Infinity',
  'inf',
  'null',
  'true',
  '１２',
  '١',
  '\u00a05',
  '5\n',
  '\r5',
  '\uFEFF5',
  '5\0',
  '5%',
  '€5',
  '1e5x',
];

describe('parseNumber', () => {
  it.each(TABLE)('reads %j as %d', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(NOT_NUMBERS)('says that %j is no number', (text) => {
    expect(parseNumber(text)).toBeNaN();
  });

  it.each([
    ['1e400', Infinity],
    ['-1e400', -Infinity],
    [`1${'0'.repeat(400)}`, Infinity],
    ['1.7976931348623159e308', Infinity],
  ])('says that %s is out of range', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it('reads back every finite float64 that JavaScript prints (1,000 numbers)', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toBe(value === 0 ? 0 : value);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('agrees with the grammar as it is documented on 5,000 texts', () => {
    const grammar = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
    const text = fc.string({
      unit: fc.constantFrom('0', '0', '1', '9', '.', '+', '-', 'e', 'E', ' ', '\t', 'x'),
      maxLength: 8,
    });
    let numbers = 0;
    fc.assert(
      fc.property(text, (cell) => {
        const isNumber = grammar.test(cell.replace(/^[ \t]+|[ \t]+$/g, ''));
        if (isNumber) numbers++;
        expect(Number.isNaN(parseNumber(cell))).toBe(!isNumber);
      }),
      { seed: 1, numRuns: 5000 },
    );
    expect(numbers).toBeGreaterThan(500);
  });

  it('answers for a million digits before a letter, where a grammar with two ways to match a digit would not', () => {
    expect(parseNumber(`${'1'.repeat(2 ** 20)}x`)).toBeNaN();
  });
});
