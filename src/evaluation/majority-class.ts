/**
 * The simplest baseline: always the most frequent class, with the shares of the training rows as probabilities.
 */
import { classCounts } from '../preprocessing/dataset.ts';

/** The class shares of some rows, and the prediction that follows. */
export interface ClassShares {
  /** The class to predict. */
  readonly label: number;
  /** Share of the rows in each class [k]. */
  readonly shares: readonly number[];
}

/**
 * Ties go to the first class.
 *
 * @param targets class numbers [n]
 * @throws RangeError if there are no rows.
 */
export function majorityClass(targets: Int32Array, classCount: number): ClassShares {
  if (targets.length === 0) throw new RangeError('majorityClass: no rows');
  const rows = classCounts(targets, classCount);
  return { label: rows.indexOf(Math.max(...rows)), shares: rows.map((count) => count / targets.length) };
}
