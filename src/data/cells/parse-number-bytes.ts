/**
 * A number straight from the bytes of its cell, the same as `parseNumber` reads from the text. Up to 2⁵³ the digits
 * make an exact float64, up to 10²² a power of ten is one too, and their product or quotient is rounded once: W. D.
 * Clinger, How to Read Floating Point Numbers Accurately (1990). Anything longer is left to `Number`.
 */
import type { DecimalMark } from './number.ts';
import { EXACT_POWERS } from './powers-of-ten.ts';

const LARGEST_EXACT_POWER = EXACT_POWERS.length - 1;
const LARGEST_EXACT_SIGNIFICAND = 2 ** 53;
/** Any larger exponent has the same effect: the number is 0 or out of range. */
const LARGEST_EXPONENT = 1e6;

const TAB = 0x09;
const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const LETTER_E = 0x65;

/**
 * Reads bytes `start` to `end`.
 *
 * @returns the nearest float64; NaN when the cell is not a number; ±Infinity for a number out of range
 */
export function parseNumberBytes(bytes: Uint8Array, start: number, end: number, decimal: DecimalMark = '.'): number {
  let first = start;
  let last = end;
  while (first < last && isBlank(bytes[first]!)) first++;
  while (first < last && isBlank(bytes[last - 1]!)) last--;
  let at = first;
  const isNegative = bytes[at] === MINUS;
  if (at < last && (isNegative || bytes[at] === PLUS)) at++;
  let significand = 0;
  let digits = 0;
  let digitCount = 0;
  for (; at < last; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) break;
    significand = significand * 10 + digit;
    if (significand > 0) digits++;
    digitCount++;
  }
  let exponent = 0;
  if (at < last && bytes[at] === decimal.charCodeAt(0)) {
    const afterMark = ++at;
    for (; at < last; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      significand = significand * 10 + digit;
      if (significand > 0) digits++;
    }
    exponent = afterMark - at;
    digitCount += at - afterMark;
  }
  if (digitCount === 0) return Number.NaN;
  if (at < last && (bytes[at]! | 0x20) === LETTER_E) {
    at++;
    const isBelowZero = bytes[at] === MINUS;
    if (at < last && (isBelowZero || bytes[at] === PLUS)) at++;
    const afterSign = at;
    let written = 0;
    for (; at < last; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      written = Math.min(written * 10 + digit, LARGEST_EXPONENT);
    }
    if (at === afterSign) return Number.NaN;
    exponent += isBelowZero ? -written : written;
  }
  if (at < last) return Number.NaN;
  const isExact =
    digits <= 16 &&
    significand < LARGEST_EXACT_SIGNIFICAND &&
    exponent <= LARGEST_EXACT_POWER &&
    exponent >= -LARGEST_EXACT_POWER;
  if (!isExact) return Number(asciiText(bytes, first, last).replace(decimal, '.'));
  const value = exponent < 0 ? significand / EXACT_POWERS[-exponent]! : significand * EXACT_POWERS[exponent]!;
  return isNegative ? -value : value;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}
