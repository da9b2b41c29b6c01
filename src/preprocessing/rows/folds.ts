/**
 * Folds: every row is in one of k parts, and each part is predicted once by a model that has seen only other rows
 * (Stone 1974).
 */
import { requireArgument, requireClasses, requireWhole } from '../../argument-checks.ts';
import { randomFrom, type RandomSource } from '../../random.ts';
import { inTime, rowsByGroup, rowsOfClass } from './split.ts';

/**
 * Deals each class to the folds in turn, in random order, so a class has as many rows in each fold to within one. The
 * dealing goes on from class to class, so the folds are of one size to within one row, too.
 *
 * @param targets class number of each row [n], in [0, classCount)
 * @param k from 2 to n
 * @returns the fold of each row [n], in [0, k)
 * @throws RangeError for a class number or a number of folds out of range.
 */
export function stratifiedFolds(targets: Int32Array, classCount: number, k: number, source: RandomSource): Int32Array {
  requireFolds('stratifiedFolds', 'targets', targets, k);
  requireClasses('stratifiedFolds: targets', targets, classCount);
  const random = randomFrom(source, 'folds');
  const folds = new Int32Array(targets.length);
  let dealt = 0;
  for (let label = 0; label < classCount; label++) {
    for (const row of random.shuffle(rowsOfClass(targets, label))) folds[row] = dealt++ % k;
  }
  return folds;
}

/**
 * Puts whole groups into one fold each: the largest first, those of one size in random order, each into the fold with
 * the fewest rows, the first of equal ones. Targets have no say. A group larger than n / k makes its fold larger than
 * the others.
 *
 * @param groups any number that a row's group has and no other group [n]
 * @param k from 2 to n; with fewer groups than that, folds stay empty
 * @returns the fold of each row [n], in [0, k)
 * @throws RangeError for a number of folds out of range.
 */
export function groupFolds(groups: Int32Array, k: number, source: RandomSource): Int32Array {
  requireFolds('groupFolds', 'groups', groups, k);
  const random = randomFrom(source, 'folds');
  const inOrder = random.shuffle(rowsByGroup(groups)).toSorted((a, b) => b.length - a.length);
  const folds = new Int32Array(groups.length);
  const sizes = Array<number>(k).fill(0);
  for (const rows of inOrder) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const row of rows) folds[row] = fold;
    sizes[fold]! += rows.length;
  }
  return folds;
}

/**
 * Cuts the rows by time into k + 1 stretches: the first only trains (fold −1), and each later one is a fold, predicted by
 * a model of all earlier rows. Rows of equal time stay in one stretch: a cut falls between two distinct times, at the
 * place nearest to its proportion, the earlier of two as near. Few distinct times can leave a fold empty.
 *
 * @param times [n], in any unit, none NaN
 * @param k from 2 to n
 * @returns the fold of each row [n], in [−1, k); the rows that fold f is learned from are those of folds below f
 * @throws RangeError for a number of folds out of range.
 */
export function timeFolds(times: Float64Array, k: number): Int32Array {
  requireFolds('timeFolds', 'times', times, k);
  const n = times.length;
  const { rows, nearestCut } = inTime(times);
  const folds = new Int32Array(n);
  let stretch = 0;
  let end = nearestCut(n / (k + 1));
  for (const [place, row] of rows.entries()) {
    while (stretch < k && place >= end) end = ++stretch === k ? n : nearestCut((n * (stretch + 1)) / (k + 1));
    folds[row] = stretch - 1;
  }
  return folds;
}

function requireFolds(where: string, name: string, values: Int32Array | Float64Array, k: number): void {
  requireArgument(ArrayBuffer.isView(values), where, name, values, 'a typed array of numbers');
  requireWhole(where, 'k', k, 2);
  requireArgument(k <= values.length, where, 'k', k, `at most ${values.length}, the number of rows`);
}
