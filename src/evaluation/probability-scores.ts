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
  return meanOverRows(targets.length, rowLogLoss(targets, probabilities, classCount), counts);
}

/** What each row adds to the log loss. */
export function rowLogLoss(
  targets: Int32Array,
  probabilities: ArrayLike<number>,
  classCount: number,
): (row: number) => number {
  return (row) => -Math.log(Math.max(probabilities[row * classCount + targets[row]!]!, LOWEST_PROBABILITY));
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
  return meanOverRows(targets.length, rowBrierScore(targets, probabilities, classCount), counts);
}

/** What each row adds to the Brier score. */
export function rowBrierScore(
  targets: Int32Array,
  probabilities: ArrayLike<number>,
  classCount: number,
): (row: number) => number {
  const scale = classCount === 2 ? 0.5 : 1;
  return (row) => {
    let sum = 0;
    for (let label = 0; label < classCount; label++) {
      sum += (probabilities[row * classCount + label]! - Number(targets[row] === label)) ** 2;
    }
    return scale * sum;
  };
}

/** The mean of what each row adds, each counted as often as it counts. */
export function meanOverRows(n: number, score: (row: number) => number, counts?: ArrayLike<number>): number {
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < n; row++) {
    const count = counts === undefined ? 1 : counts[row]!;
    if (count === 0) continue;
    sum += count * score(row);
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
