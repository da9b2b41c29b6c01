/**
 * Do probabilities match observed shares? Rows are put into bins of equal width by probability. In each bin, the mean
 * probability should equal the share of rows that turn out positive (Murphy & Winkler 1977).
 *
 * For more than two classes, pass 1 for a right prediction, and the probability of the predicted class: the confidence
 * of Guo, Pleiss, Sun & Weinberger 2017.
 */
import { requireRows } from './ranking.ts';

export interface ReliabilityBin {
  /** The bin holds probabilities in (from, to]; the first one also 0. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Null for an empty bin. */
  readonly meanProbability: number | null;
  /** Share of rows of class 1; null for an empty bin. */
  readonly observedShare: number | null;
}

/**
 * One entry per bin, empty bins included. Bins are closed on the right, as in Guo et al. and in scikit-learn's
 * calibration_curve.
 *
 * @param targets 1 for a positive row [n]
 * @param probabilities of class 1, in [0, 1] [n]
 * @param counts how often each row counts [n]; once if left out
 * @throws RangeError if lengths differ or a probability is outside [0, 1].
 */
export function reliabilityTable(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
  counts?: ArrayLike<number>,
): ReliabilityBin[] {
  requireRows('reliabilityTable', 'probabilities', probabilities, targets.length);
  if (counts !== undefined) requireRows('reliabilityTable', 'counts', counts, targets.length);
  const rows = new Float64Array(bins);
  const positives = new Float64Array(bins);
  const sums = new Float64Array(bins);
  for (let row = 0; row < targets.length; row++) {
    const probability = probabilities[row]!;
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`reliabilityTable: the probability of row ${row} is ${probability}, expected 0 to 1`);
    }
    const bin = Math.max(Math.ceil(probability * bins) - 1, 0);
    const count = counts === undefined ? 1 : counts[row]!;
    rows[bin]! += count;
    sums[bin]! += count * probability;
    if (targets[row] === 1) positives[bin]! += count;
  }
  return Array.from(rows, (count, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    count,
    meanProbability: count === 0 ? null : sums[bin]! / count,
    observedShare: count === 0 ? null : positives[bin]! / count,
  }));
}
