/**
 * Rows that say something about each other, such as two orders of one customer: what the model has seen of one makes
 * its figure on the other too good, so they belong on the same side of the split.
 */
import type { Schema } from '../../data/schema.ts';
import { columnNamed, numberColumn, textColumn, type Column, type Table } from '../../data/table.ts';

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
export function duplicateGroups(columns: readonly Column[], rowCount: number): Int32Array {
  let groups = new Int32Array(rowCount);
  for (const column of columns) {
    if (groups[rowCount - 1] === rowCount - 1) break; // All rows differ already.
    const values = numbersOf(column.kind === 'number' ? column.values : column.codes);
    // A pair of numbers below n as one: exact in a float64 up to n = 94 million.
    groups = numbersOf(Float64Array.from(groups, (group, row) => group * rowCount + values[row]!));
  }
  return groups;
}

/** Numbers the distinct values by first appearance. A Map's keys are equal as cells are: NaN to NaN, −0 to 0. */
function numbersOf(values: Float64Array | Int32Array): Int32Array<ArrayBuffer> {
  const numbers = new Map<number, number>();
  const numbered = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let number = numbers.get(value);
    if (number === undefined) numbers.set(value, (number = numbers.size));
    numbered[i] = number;
  }
  return numbered;
}
