/**
 * oof.csv: out-of-fold predictions as a file, numbers in their shortest exact form, so that figures computed from it are
 * those of the cross-validation, to the bit.
 */
import { formatCsvRecord } from '../data/csv/csv-writer.ts';
import type { OutOfFoldRow } from '../training/resampling/out-of-fold.ts';

/** The ID of each row of a file. */
export interface RowIds {
  readonly name: string;
  /** By the line of the row. */
  readonly of: ReadonlyMap<number, string>;
}

/** The header: the ID has its own name, unless one of ours is the same. */
export function outOfFoldHeader(classes: readonly string[], ids: RowIds | null): string {
  const others = ['repeat', 'fold', 'target', ...classes.map((name) => `probability_${name}`)];
  const isTaken = ids !== null && ['row', ...others].includes(ids.name);
  const idName = ids === null ? [] : [isTaken ? `id_${ids.name}` : ids.name];
  return formatCsvRecord(['row', ...idName, ...others]);
}

export function outOfFoldLines(rows: readonly OutOfFoldRow[], ids: RowIds | null): string {
  return rows
    .map(({ row, repeat, fold, target, probabilities }) => {
      const id = ids === null ? [] : [ids.of.get(row) ?? ''];
      return formatCsvRecord([String(row), ...id, String(repeat), String(fold), target, ...probabilities.map(String)]);
    })
    .join('');
}
