/**
 * Rows that say something about each other, such as two orders of one customer: what the model has seen of one makes
 * its figure on the other too good, so they belong on the same side of the split.
 */
import type { Schema } from '../../data/schema.ts';
import { columnNamed, numberColumn, textColumn, type Column, type Table } from '../../data/table.ts';
import { distinctValues } from './distinct-values.ts';

/** What relates rows: a group number each, or the time each belongs to [n]; times are never NaN. */
export type RelatedRows =
  { readonly kind: 'groups'; readonly groups: Int32Array } | { readonly kind: 'time'; readonly times: Float64Array };

/** What relates the rows of a table: its group or time column, or being alike in all features; null for nothing. */
export function relatedRows(
  table: Table,
  { group = null, time = null, features }: Schema,
  groupDuplicates: boolean,
): RelatedRows | null {
  if (group !== null) return { kind: 'groups', groups: textColumn(table, group).codes };
  if (time !== null) return { kind: 'time', times: numberColumn(table, time) };
  if (!groupDuplicates) return null;
  const columns = features.map((name) => columnNamed(table, name));
  return { kind: 'groups', groups: duplicateGroups(columns, table.rowCount) };
}

/**
 * Numbers the rows so that two have the same number just when their cells are equal in all columns; missing cells are
 * equal to each other, and −0 to 0. Numbers are from 0, by first appearance.
 *
 * With the target among the columns, the groups would depend on the labels.
 *
 * @returns group number of each row [n]; all 0 when there are no columns
 */
export function duplicateGroups(columns: readonly Column[], rowCount: number): Int32Array<ArrayBuffer> {
  let groups = new Int32Array(rowCount);
  const pairs = new Float64Array(rowCount);
  for (const column of columns) {
    if (groups[rowCount - 1] === rowCount - 1) break; // All rows differ already.
    const codes = column.kind === 'number' ? distinctValues(column.values).numbers : column.codes;
    // A pair of numbers of at most n as one: exact in a float64 up to n = 94 million. A missing text has −1.
    for (let row = 0; row < rowCount; row++) pairs[row] = groups[row]! * (rowCount + 1) + codes[row]! + 1;
    groups = distinctValues(pairs).numbers;
  }
  return groups;
}
