/**
 * Bayes' rule for changed class shares. To turn probabilities for one mix of classes into those for another, multiply
 * each by its class's share there over its share here, then normalise the row (Saerens, Latinne & Decaestecker 2002,
 * eq. 2.4). For logits, add ln(share there / share here).
 */
import { requireArgument } from '../argument-checks.ts';
import { log } from '../tensor/exponential.ts';

/** @throws RangeError for anything but shares above 0 of two classes or more. */
export function requireShares(where: string, shares: readonly number[]): void {
  const holds = Array.isArray(shares) && shares.length > 1 && shares.every((share) => share > 0 && share < Infinity);
  requireArgument(holds, where, 'shares', shares, 'a number above 0 for each class');
}

/**
 * Probabilities for the mix `from`, times to / from, not normalised: enough to compare the classes of a row.
 *
 * @param probabilities row-major [n, k]
 * @param from shares of the classes, all above 0 [k]
 * @param to shares, or weights of any sum [k]
 */
export function reweighted(probabilities: Float64Array, from: readonly number[], to: readonly number[]): Float64Array {
  const k = from.length;
  return probabilities.map((p, i) => (p * to[i % k]!) / from[i % k]!);
}

/** Turns probabilities for the mix `from` into those for the mix `to` [n, k]. */
export function shiftProbabilities(
  probabilities: Float64Array,
  from: readonly number[],
  to: readonly number[],
): Float64Array {
  const shifted = reweighted(probabilities, from, to);
  for (let start = 0; start < shifted.length; start += from.length) {
    const row = shifted.subarray(start, start + from.length);
    const sum = row.reduce((total, p) => total + p, 0);
    for (let j = 0; j < row.length; j++) row[j]! /= sum;
  }
  return shifted;
}

/** What to add to the logit of each class [k]. */
export function logShift(from: readonly number[], to: readonly number[]): number[] {
  return to.map((share, label) => log(share / from[label]!));
}
