/**
 * One finding of the sanity checks: a number, the range it should be in, and the verdict. What is printed is what is
 * judged: numbers are rounded to three digits first.
 */
import type { Verdict } from '../gradcheck/rule.ts';

/** Both ends included; left out where there is no end. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

export interface Finding {
  /** Such as `loss at the start`. */
  readonly check: string;
  /** The dense layer that it is about, from 1. */
  readonly layer?: number;
  readonly measured: number;
  readonly pass: Range;
  /** Outside of `pass`, but within this: worth a look. */
  readonly warn: Range;
  readonly verdict: Exclude<Verdict, 'NONE'>;
}

export function judged(check: string, measured: number, pass: Range, warn: Range, layer?: number): Finding {
  const [number, good, fair] = [rounded(measured), roundedRange(pass), roundedRange(warn)];
  const verdict = isWithin(number, good) ? 'PASS' : isWithin(number, fair) ? 'WARN' : 'FAIL';
  return { check, ...(layer !== undefined && { layer }), measured: number, pass: good, warn: fair, verdict };
}

/** A NaN is in no range. */
function isWithin(value: number, { from = -Infinity, to = Infinity }: Range): boolean {
  return value >= from && value <= to;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function roundedRange({ from, to }: Range): Range {
  return { ...(from !== undefined && { from: rounded(from) }), ...(to !== undefined && { to: rounded(to) }) };
}
