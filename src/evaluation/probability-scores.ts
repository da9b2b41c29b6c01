/**
 * Proper scores of probabilities: log loss (Good 1952) and the Brier score (Brier 1950). Lower is better. Each takes
 * `counts`, how often each row counts [n], as drawn by a bootstrap; once if left out.
 */
import { requireRows } from './ranking.ts';

/** The lowest probability in log loss, 2⁻⁵²: scikit-learn clips float64 probabilities there. */
const LOWEST_PROBABILITY = Number.EPSILON;

/**
 * Mean of −ln p(target) in nats. A probability below 2⁻⁵² counts as 2⁻⁵², so one row costs at most 36.05 and the mean
 * stays finite. Rows are not normalised to sum to 1.
 *
 * @param targets class numbers [n]
 * @param probabilities row-major [n, k]
 */
export function logLoss(
  targets: Int32Array,
  probabilities: ArrayLike<number>,
  classCount: number,
  counts?: ArrayLike<number>,
): number {
  requireProbabilities('logLoss', targets, probabilities, classCount, counts);
  return meanOverRows(logLosses(targets, probabilities, classCount), counts);
}

/** What each row adds to the log loss [n]. */
export function logLosses(targets: Int32Array, probabilities: ArrayLike<number>, classCount: number): Float64Array {
  const losses = new Float64Array(targets.length);
  for (let row = 0; row < losses.length; row++) {
    const probability = probabilities[row * classCount + targets[row]!]!;
    losses[row] = -Math.log(Math.max(probability, LOWEST_PROBABILITY));
  }
  return losses;
}

/**
 * Mean squared distance between the probabilities and the answer. Two classes: (p₁ − y)², from 0 to 1. More: the sum
 * over all k classes, from 0 to 2, as in Brier's paper. scikit-learn's brier_score_loss does the same.
 *
 * @param targets class numbers [n]
 * @param probabilities row-major [n, k]
 */
export function brierScore(
  targets: Int32Array,
  probabilities: ArrayLike<number>,
  classCount: number,
  counts?: ArrayLike<number>,
): number {
  requireProbabilities('brierScore', targets, probabilities, classCount, counts);
  return meanOverRows(brierScores(targets, probabilities, classCount), counts);
}

/** What each row adds to the Brier score [n]. */
export function brierScores(targets: Int32Array, probabilities: ArrayLike<number>, classCount: number): Float64Array {
  const scale = classCount === 2 ? 0.5 : 1;
  return Float64Array.from(targets, (target, row) => {
    let sum = 0;
    for (let label = 0; label < classCount; label++) {
      sum += (probabilities[row * classCount + label]! - Number(target === label)) ** 2;
    }
    return scale * sum;
  });
}

/** The mean of what each row adds [n], each counted as often as it counts. */
export function meanOverRows(scores: Float64Array, counts?: ArrayLike<number>): number {
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < scores.length; row++) {
    const count = counts === undefined ? 1 : counts[row]!;
    if (count === 0) continue;
    sum += count * scores[row]!;
    rows += count;
  }
  return sum / rows;
}

function requireProbabilities(
  score: string,
  targets: Int32Array,
  probabilities: ArrayLike<number>,
  classCount: number,
  counts: ArrayLike<number> | undefined,
): void {
  if (targets.length === 0) throw new RangeError(`${score}: no rows`);
  requireRows(score, 'probabilities', probabilities, targets.length * classCount);
  if (counts !== undefined) requireRows(score, 'counts', counts, targets.length);
}
