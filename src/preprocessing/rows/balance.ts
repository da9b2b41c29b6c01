/**
 * Ways to give rare classes a voice in training.
 */
import { requireArgument, requireClasses, requireRowNumbers, requireWhole } from '../../argument-checks.ts';
import { randomFrom, type Random, type RandomSource } from '../../random.ts';
import { rowsOfClass } from './split.ts';

/**
 * `undersample` keeps as many rows of each class as the rarest one has, at random; `first` keeps the first ones in file
 * order (the course's way: wrong as soon as the order of the file means something); `oversample` repeats rows of rarer
 * classes at random up to the most frequent one; `weights` keeps every row and weighs the loss; `none` does nothing.
 */
export const BALANCE_METHODS = ['undersample', 'first', 'oversample', 'weights', 'none'] as const;
export type BalanceMethod = (typeof BALANCE_METHODS)[number];

/**
 * The chosen rows, class by class; the caller shuffles. With `weights` and `none` these are `rows` as they came.
 *
 * @throws RangeError for a method that there isn't, or a row or a class out of range.
 */
export function balanceRows(
  rows: Int32Array,
  targets: Int32Array,
  classCount: number,
  method: BalanceMethod,
  source: RandomSource,
): Int32Array {
  const methods = BALANCE_METHODS.join(', ');
  requireArgument(BALANCE_METHODS.includes(method), 'balanceRows', 'method', method, `one of ${methods}`);
  requireWhole('balanceRows', 'classCount', classCount, 1);
  requireClasses('balanceRows: targets', targets, classCount);
  requireRowNumbers('balanceRows', rows, targets.length);
  if (method === 'weights' || method === 'none') return rows;
  const random = randomFrom(source, 'balance');
  const classes = Array.from({ length: classCount }, (_, label) => rowsOfClass(targets, label, rows).toSorted());
  const sizes = classes.map((members) => members.length);
  const chosen = classes.map((members) => {
    if (method === 'oversample') return repeatTo(members, Math.max(...sizes), random);
    const kept = method === 'undersample' ? random.shuffle(members) : members;
    return kept.subarray(0, Math.min(...sizes));
  });
  const balanced = new Int32Array(chosen.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const members of chosen) {
    balanced.set(members, end);
    end += members.length;
  }
  return balanced;
}

/** All members once, then random ones again until there are `size`. */
function repeatTo(members: Int32Array, size: number, random: Random): Int32Array {
  if (members.length === 0) return members;
  const repeated = new Int32Array(size);
  repeated.set(members);
  for (let i = members.length; i < size; i++) repeated[i] = members[random.integer(members.length)]!;
  return repeated;
}

/**
 * wₖ = targetShareₖ / shareₖ: weights that make rows in one mix of classes count as if they came in another. The
 * weights of all rows sum to their number. A class without rows has the weight 0.
 */
export function classWeights(shares: readonly number[], targetShares: readonly number[]): number[] {
  return shares.map((share, label) => (share === 0 ? 0 : targetShares[label]! / share));
}

/** Each class's share of the rows. */
export function classShares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
