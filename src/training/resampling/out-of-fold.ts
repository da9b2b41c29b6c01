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
 * Repeat by repeat, each in the order of the table.
 *
 * @param probabilities of each fold in the plan, row-major [n, k]
 */
export function outOfFoldRows(folded: FoldedTable, probabilities: readonly Float64Array[]): OutOfFoldRow[] {
  const { table, labels, repeats, folds, plan } = folded;
  const k = labels.classes.length;
  return Array.from({ length: repeats }, (_, index) => index * folds).flatMap((first) => {
    const rows = plan.slice(first, first + folds).flatMap(({ repeat, fold, test }, index) => {
      const ofFold = probabilities[first + index]!;
      return Array.from(test, (row, i): [number, OutOfFoldRow] => [
        row,
        {
          row: table.lines?.at(row) ?? row + 1,
          repeat,
          fold,
          target: labels.classes[labels.targets[row]!]!,
          probabilities: Array.from(ofFold.subarray(i * k, (i + 1) * k)),
        },
      ]);
    });
    return rows.toSorted(([a], [b]) => a - b).map(([, row]) => row);
  });
}
