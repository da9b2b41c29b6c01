/**
 * Bayes' rule when the shares of the classes change: probabilities for one mix of classes become those for another when
 * each is multiplied by its class's share there over its share here, and the row is normalised again (Saerens, Latinne &
 * Decaestecker 2002, eq. 2.4). On logits that is adding ln(share there / share here).
 */
import { log } from '../tensor/exponential.ts';

/**
 * Probabilities for the mix `from` times to / from, not normalised: enough to compare the classes of a row.
 *
 * @param probabilities row-major [n, k]
 * @param from shares of the classes, all above 0 [k]
 * @param to shares, or weights of any sum [k]
 */
export function reweighted(probabilities: Float64Array, from: readonly number[], to: readonly number[]): Float64Array {
  const k = from.length;
  return probabilities.map((p, i) => (p * to[i % k]!) / from[i % k]!);
}

/** Probabilities for the mix `from` as those for the mix `to` [n, k]. */
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
