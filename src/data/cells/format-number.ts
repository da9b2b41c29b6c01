/**
 * Float32 values as text: the fewest digits, from 6 on, that read back as the same float32.
 */
import { EXACT_POWERS } from './powers-of-ten.ts';

/** The smallest value whose 9 digits need no higher power. */
const SMALLEST_SHARE = 1e-13;
/** A whole number of 9 digits, computed with one rounding, is within this of the exact one. */
const TIE_MARGIN = 1e-6;
/** Smaller numbers are written with an exponent, as by `String`. */
const SMALLEST_PLAIN_EXPONENT = -6;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const SMALL_E = 0x65;

export function formatFloat32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/** The most bytes that `writeFloat32` writes: a minus sign and 21 digits. */
export const LONGEST_FLOAT32 = 22;

/**
 * Writes the result of `formatFloat32` as ASCII into `bytes` from `at` on, and returns where it ends. Probabilities are
 * written by the million, so no string is made for them: their digits are computed as a whole number.
 */
export function writeFloat32(value: number, bytes: Uint8Array, at: number): number {
  if (value >= SMALLEST_SHARE && value < 1) {
    let zeros = 0;
    while (value * EXACT_POWERS[zeros + 1]! < 1) zeros++;
    for (let places = zeros + 6; places <= zeros + 9; places++) {
      const scaled = value * EXACT_POWERS[places]!;
      const significand = Math.floor(scaled + 0.5);
      if (Math.abs(significand - scaled) > 0.5 - TIE_MARGIN) break;
      if (Math.fround(significand / EXACT_POWERS[places]!) === value) return writeShare(significand, places, bytes, at);
    }
  }
  const text = formatFloat32(value);
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

/** Writes significand / 10^places, which is below 1; the significand is an int32. */
function writeShare(significand: number, places: number, bytes: Uint8Array, at: number): number {
  let digits = significand | 0;
  let last = places;
  while (digits % 10 === 0) {
    digits = (digits / 10) | 0;
    last--;
  }
  let exponent = -last - 1;
  for (let rest = digits; rest > 0; rest = (rest / 10) | 0) exponent++;
  if (exponent >= SMALLEST_PLAIN_EXPONENT) {
    bytes[at] = ZERO;
    bytes[at + 1] = POINT;
    return writeDigits(digits, last, bytes, at + 2);
  }
  const count = last + exponent + 1;
  let end = writeDigits(digits, count, bytes, at + 1);
  bytes[at] = bytes[at + 1]!;
  bytes[at + 1] = POINT;
  if (count === 1) end--;
  bytes[end] = SMALL_E;
  bytes[end + 1] = MINUS;
  return writeDigits(-exponent, exponent > -10 ? 1 : 2, bytes, end + 2);
}

/** Writes the last `count` digits of a whole number, with zeros in front where it has fewer, and returns their end. */
function writeDigits(digits: number, count: number, bytes: Uint8Array, at: number): number {
  let rest = digits | 0;
  for (let place = at + count - 1; place >= at; place--) {
    const quotient = (rest / 10) | 0;
    bytes[place] = ZERO + rest - quotient * 10;
    rest = quotient;
  }
  return at + count;
}
