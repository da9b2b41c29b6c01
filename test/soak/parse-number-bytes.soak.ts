/**
 * Numbers from bytes against Number, a million of each shape: some seconds.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseNumberBytes } from '../../src/data/cells/parse-number-bytes.ts';

const MILLION = 1_000_000;
const isRead = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return Object.is(parseNumberBytes(bytes, 0, bytes.length), Number(text));
};

const significand = fc.stringMatching(/^[+-]?(\d{1,20}\.?\d{0,5}|\.\d{1,20})$/);
const exponent = fc.integer({ min: -345, max: 310 });

it('1,000,000 decimal strings with an exponent from -345 to 310 are read as Number does', () => {
  fc.assert(
    fc.property(significand, exponent, (text, power) => isRead(`${text}e${power}`)),
    { seed: 1, numRuns: MILLION },
  );
});

it('1,000,000 strings of up to 25 digits are read as Number does', () => {
  fc.assert(fc.property(significand, isRead), { seed: 2, numRuns: MILLION });
});

it('the texts of 1,000,000 doubles, shortest and with 17 digits, are read as Number does', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      return isRead(String(value)) && isRead(value.toPrecision(17));
    }),
    { seed: 3, numRuns: MILLION },
  );
});

it('a reader that multiplies by 10 again and again differs from Number (negative control)', () => {
  const naive = (digits: string, power: number) => Number(digits) * 10 ** power;
  expect(naive('9007199254740993', 7)).not.toBe(Number('9007199254740993e7'));
});
