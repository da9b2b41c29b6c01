/**
 * Columns from which nothing can be learned: they are left out, and said so.
 */
import { isMissing, type Column } from '../table.ts';

/** Why a column is left out: texts hardly repeat, no or hardly any value, a key of something, a number for each row. */
export const LEFT_OUT_REASONS = ['text', 'key', 'empty', 'nearly empty', 'index'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** A column is nearly empty with values in at most this share of the rows, */
const FEW_VALUES = 0.005;
/** or in one row of at least this many. */
const ROWS_OF_ONE_VALUE = 10;
/** In fewer rows, numbers that rise by one can be anything. */
const FEWEST_INDEXED_ROWS = 10;

/** True where next to no row has a value, though one has. */
export function isNearlyEmpty(column: Column, rowCount: number): boolean {
  const most = Math.max(rowCount < ROWS_OF_ONE_VALUE ? 0 : 1, Math.floor(FEW_VALUES * rowCount));
  const [cells, missing] = column.kind === 'text' ? [column.codes, -1] : [column.values, Number.NaN];
  if (rowCount > most && !cells.subarray(0, most + 1).includes(missing)) return false;
  let present = 0;
  for (let row = 0; row < rowCount && present <= most; row++) if (!isMissing(column, row)) present++;
  return present <= most;
}

/** The number from which the column counts the rows, 0 or 1; null if it doesn't. */
export function countsFrom(column: Column): 0 | 1 | null {
  if (column.kind !== 'number' || column.values.length < FEWEST_INDEXED_ROWS) return null;
  const { values } = column;
  const [first] = values;
  if (first !== 0 && first !== 1) return null;
  for (let row = 1; row < values.length; row++) if (values[row] !== first + row) return null;
  return first;
}

/** The reason for which a type tells nothing; null for one that does. */
export function reasonOf(type: string | undefined): LeftOutReason | null {
  return LEFT_OUT_REASONS.find((reason) => reason === type) ?? null;
}
