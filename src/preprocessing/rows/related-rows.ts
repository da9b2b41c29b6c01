/**
 * Rows that say something about each other, such as two orders of one customer: what the model has seen of one makes
 * its figure on the other too good, so they belong on the same side of the split.
 */
import { requireArgument, requireProperties, requireWhole } from '../../argument-checks.ts';
import type { Schema } from '../../data/schema.ts';
import { columnNamed, numberColumn, textColumn, type Column, type Table } from '../../data/table.ts';
import { hashOf } from './distinct-values.ts';

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

/** What relates some of the rows, in their order. */
export function relatedAmong(related: RelatedRows, rows: Int32Array): RelatedRows {
  return related.kind === 'groups'
    ? { kind: 'groups', groups: rows.map((row) => related.groups[row]!) }
    : { kind: 'time', times: Float64Array.from(rows, (row) => related.times[row]!) };
}

/**
 * Numbers the rows so that two have the same number just when their cells are equal in all columns; missing cells are
 * equal to each other, and −0 to 0. Numbers are from 0, by first appearance.
 *
 * With the target among the columns, the groups would depend on the labels.
 *
 * @throws RangeError for a column that hasn't as many rows.
 * @returns group number of each row [n]; all 0 when there are no columns
 */
export function duplicateGroups(columns: readonly Column[], rowCount: number): Int32Array<ArrayBuffer> {
  requireWhole('duplicateGroups', 'rowCount', rowCount, 0);
  requireArgument(Array.isArray(columns), 'duplicateGroups', 'columns', columns, 'a list of columns');
  for (const column of columns) {
    requireProperties('duplicateGroups', 'column', column, 'kind', column?.kind === 'text' ? 'codes' : 'values');
    const { length } = column.kind === 'text' ? column.codes : column.values;
    requireArgument(length === rowCount, 'duplicateGroups', `the length of ${column.name}`, length, String(rowCount));
  }
  const hashes = hashRows(columns, rowCount);
  const slotBits = 33 - Math.clz32(rowCount);
  // Number of the group in each slot, from 1; 0 where a slot is free.
  const slots = new Int32Array(1 << slotBits);
  const firstRows = new Int32Array(rowCount);
  const groups = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    let slot = hashes[row]! >>> (32 - slotBits);
    let group = slots[slot]!;
    while (group !== 0 && !areAlike(columns, hashes, firstRows[group - 1]!, row)) {
      slot = (slot + 1) & (slots.length - 1);
      group = slots[slot]!;
    }
    if (group === 0) {
      firstRows[count++] = row;
      slots[slot] = group = count;
    }
    groups[row] = group - 1;
  }
  return groups;
}

/** Equal for rows whose cells are equal in all columns, and for few others. */
function hashRows(columns: readonly Column[], rowCount: number): Int32Array {
  const hashes = new Int32Array(rowCount);
  for (const column of columns) {
    if (column.kind === 'text') {
      const { codes } = column;
      for (let row = 0; row < rowCount; row++) hashes[row] = mixed(hashes[row]!, codes[row]!);
    } else {
      const { values } = column;
      for (let row = 0; row < rowCount; row++) hashes[row] = mixed(hashes[row]!, hashOf(values[row]! + 0));
    }
  }
  return hashes;
}

function mixed(hash: number, next: number): number {
  const sum = Math.imul(hash, 31) + next;
  return Math.imul(sum ^ (sum >>> 15), 0x9e3779b1);
}

function areAlike(columns: readonly Column[], hashes: Int32Array, a: number, b: number): boolean {
  if (hashes[a] !== hashes[b]) return false;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!;
    const cells = column.kind === 'text' ? column.codes : column.values;
    if (cells[a] !== cells[b] && !(Number.isNaN(cells[a]) && Number.isNaN(cells[b]))) return false;
  }
  return true;
}
