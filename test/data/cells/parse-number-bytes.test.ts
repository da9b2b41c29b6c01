import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECIMAL_MARKS, parseNumber, type DecimalMark } from '../../../src/data/cells/number.ts';
import { parseNumberBytes } from '../../../src/data/cells/parse-number-bytes.ts';

/** The cell between others, whose bytes must not matter. */
function parseCell(text: string, decimal: DecimalMark = '.'): number {
  const [before, cell] = [new TextEncoder().encode('1'), new TextEncoder().encode(text)];
  const bytes = Uint8Array.of(...before, ...cell, ...before);
  return parseNumberBytes(bytes, 1, 1 + cell.length, decimal);
}

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });
const sign = fc.constantFrom('', '', '-', '+');
const decimalString = fc
  .tuple(sign, digits(20), fc.option(digits(20)), fc.option(fc.tuple(fc.constantFrom('e', 'E'), sign, digits(3))))
  .map(([before, whole, fraction, exponent]) => {
    return `${before}${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : exponent.join('')}`;
  });
const almostNumber = fc.string({ unit: fc.constantFrom(...'0123456789.,eE+- \tx_é'), maxLength: 12 });

describe('parseNumberBytes', () => {
  const largest = String(2n ** 1024n - 2n ** 970n);
  it.each([
    '-0',
    '+.5e-3',
    '5.',
    '.5',
    '1e23',
    '1e22',
    '1e-22',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '5e-324',
    '1e-324',
    '2.4703282292062327e-324',
    '2.4703282292062328e-324',
    '2.2250738585072011e-308',
    '2.2250738585072014e-308',
    '1.7976931348623157e308',
    '1.7976931348623158e308',
    '1.7976931348623159e308',
    '-1e400',
    '9007199254740993e22',
    '0.1',
    '123456789012345678',
    '0.000001',
    '1e1000000',
    '1e-99999999999',
    '0e99999999999',
    '100000000000000000000000',
    '00000000000000000000000001.5',
    '0.00000000000000000000000015',
    '4503599627370497.5',
    largest,
    `${largest}e-308`,
  ])('reads %s as Number does', (text) => {
    expect(parseCell(text)).toBe(Number(text));
  });

  it('reads 200,000 decimal strings as Number does', () => {
    fc.assert(
      fc.property(decimalString, (text) => Object.is(parseCell(text), Number(text))),
      { seed: 1, numRuns: 200_000 },
    );
  });

  it('reads the text of 50,000 doubles, and of the middle between one and the next, as Number does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat({ max: 16 }), (value, places) => {
        const texts = [String(value), value.toPrecision(17), value.toExponential(places), halfway(value)];
        return texts.every((text) => Object.is(parseCell(text), Number(text)));
      }),
      { seed: 2, numRuns: 50_000 },
    );
  });

  it('takes and refuses the 100,000 texts that parseNumber does, with either decimal mark', () => {
    fc.assert(
      fc.property(almostNumber, fc.constantFrom(...DECIMAL_MARKS), (text, decimal) => {
        return Object.is(parseCell(text, decimal), parseNumber(text, decimal));
      }),
      { seed: 3, numRuns: 100_000 },
    );
  });

  it('would not, if it rounded twice: 9007199254740993 times 1e22 (negative control)', () => {
    // The product of two exact factors is rounded once; this digit string is no exact factor.
    expect(Number('9007199254740993') * 10).not.toBe(Number('90071992547409930'));
    expect(parseCell('90071992547409930')).toBe(Number('90071992547409930'));
  });
});

/** The exact decimal text of the middle between an integer above 2⁵³ and the next double, a tie that goes to even. */
function halfway(value: number): string {
  const large = 2 ** 53 + 2 * Math.floor(Math.abs(value % 1) * 2 ** 51);
  return String(BigInt(large) + 1n);
}
