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

export function outOfFoldCsv(rows: readonly OutOfFoldRow[], classes: readonly string[], ids: RowIds | null): string {
  const ours = ['row', 'repeat', 'fold', 'target', ...classes.map((name) => `probability_${name}`)];
  const idName = ids === null ? [] : [ours.includes(ids.name) ? `id_${ids.name}` : ids.name];
  const [first, ...others] = ours;
  const lines = rows.map(({ row, repeat, fold, target, probabilities }) => {
    const id = ids === null ? [] : [ids.of.get(row) ?? ''];
    return formatCsvRecord([String(row), ...id, String(repeat), String(fold), target, ...probabilities.map(String)]);
  });
  return [formatCsvRecord([first!, ...idName, ...others]), ...lines].join('');
}
