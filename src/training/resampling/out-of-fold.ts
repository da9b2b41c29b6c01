/**
 * Out-of-fold predictions: what each row got from the model that had not seen it, once a repeat.
 */
import type { FoldedTable } from '../../preprocessing/prepare-folds.ts';

export interface OutOfFoldRow {
  /** The line of the row in its file; the number of a row that is no line, from 1. */
  readonly row: number;
  /** Both from 1. */
  readonly repeat: number;
  readonly fold: number;
  /** The class that the row is of. */
  readonly target: string;
  /** Of each class, in the order of `classes` [k]. */
  readonly probabilities: readonly number[];
}

/**
 * The rows of one repeat, in the order of the table.
 *
 * @param repeat from 1
 * @param probabilities of each of its folds, row-major [n, k]
 */
export function outOfFoldRows(
  folded: FoldedTable,
  repeat: number,
  probabilities: readonly Float64Array[],
): OutOfFoldRow[] {
  const { table, labels, folds, plan } = folded;
  const k = labels.classes.length;
  // The fold of each row of the table, and its place there; −1 for a row that is in none.
  const foldOf = new Int32Array(table.rowCount).fill(-1);
  const placeOf = new Int32Array(table.rowCount);
  for (const [fold, { test }] of plan.slice((repeat - 1) * folds, repeat * folds).entries()) {
    for (const [place, row] of test.entries()) {
      foldOf[row] = fold;
      placeOf[row] = place;
    }
  }
  const rows: OutOfFoldRow[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const fold = foldOf[row]!;
    if (fold === -1) continue;
    rows.push({
      row: table.lines?.at(row) ?? row + 1,
      repeat,
      fold: fold + 1,
      target: labels.classes[labels.targets[row]!]!,
      probabilities: Array.from(probabilities[fold]!.subarray(placeOf[row]! * k, (placeOf[row]! + 1) * k)),
    });
  }
  return rows;
}
