/**
 * The rule of the check: what the error of one number is, and which verdict a tensor gets for its largest error. What is
 * printed is what is judged: errors are rounded up to two digits first.
 */

/** NONE: nothing was compared, which proves nothing. */
export type Verdict = 'PASS' | 'WARN' | 'FAIL' | 'NONE';

export interface Rule {
  /** Of the central difference (f(w + h) − f(w − h)) / 2h. */
  readonly h: number;
  /** The largest relative error that passes. */
  readonly pass: number;
  /** The largest that is only worth a look. */
  readonly warn: number;
  /** Of the largest number of a tensor: numbers below this share are measured against it. */
  readonly floorShare: number;
  /**
   * What the difference itself is off by, for a loss of about 1: each of the two losses is rounded to float64, 2⁻⁵³ of
   * its size, a few times over, and divided by 2h.
   */
  readonly differenceError: number;
}

/**
 * The float32 network against the float64 reference.
 *
 * An element of a gradient is a sum of float32 terms, each off by some 2⁻²⁴ = 6e-8 of its size. Where the terms cancel,
 * the error of the sum stays what the terms made it, so an element much smaller than its neighbours has fewer digits.
 */
export const FLOAT32_RULE: Rule = { h: 1e-5, pass: 1e-5, warn: 1e-4, floorShare: 0.03, differenceError: 1e-10 };

/** The reference's own backward pass against its differences. */
export const FLOAT64_RULE: Rule = { ...FLOAT32_RULE, pass: 1e-7, warn: 1e-6 };

/** |a − n| / max(|a|, |n|, floor); equal numbers are right, both 0 too. A NaN is infinitely wrong. */
export function relativeError(analytic: number, numeric: number, floor: number): number {
  if (analytic === numeric) return Number.isFinite(analytic) ? 0 : Infinity;
  const error = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric), floor);
  return Number.isNaN(error) ? Infinity : error;
}

/** The floor of a gradient, whose largest number and whose loss are given. */
export function floorOf(largest: number, loss: number, { floorShare, differenceError, pass }: Rule): number {
  return Math.max(floorShare * largest, (differenceError * Math.max(1, loss)) / pass);
}

/** The next number of two digits that is not below: 1.01e-5 → 1.1e-5. */
export function roundedUp(error: number): number {
  if (error === 0 || !Number.isFinite(error)) return error;
  const [digits, exponent] = error.toExponential(1).split('e') as [string, string];
  const near = Number(`${digits}e${exponent}`);
  return near >= error ? near : Number(`${(Number(digits) + 0.1).toFixed(1)}e${exponent}`);
}

/** @param largest the largest error as it is printed, null if nothing was compared */
export function verdictOf(largest: number | null, { pass, warn }: Rule): Verdict {
  if (largest === null) return 'NONE';
  return largest <= pass ? 'PASS' : largest <= warn ? 'WARN' : 'FAIL';
}

const FROM_BEST: readonly Verdict[] = ['PASS', 'WARN', 'NONE', 'FAIL'];

/** Of all rows: the worst. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return 'NONE';
  return FROM_BEST[Math.max(...verdicts.map((verdict) => FROM_BEST.indexOf(verdict)))]!;
}
