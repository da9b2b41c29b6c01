/**
 * A table on its way to other threads: plain data, its cells in memory that all threads share.
 */
import type { Column, Table } from '../../data/table.ts';
import { sharedArray } from './shared-rows.ts';

export interface PlainTable extends Omit<Table, 'lines'> {
  /** The line of each row [n], where it is known. */
  readonly lineOf: Int32Array | null;
}

export function plainTable({ lines, columns, ...table }: Table): PlainTable {
  const lineOf = lines === undefined ? null : sharedArray(Int32Array, table.rowCount);
  if (lines !== undefined) for (let row = 0; row < table.rowCount; row++) lineOf![row] = lines.at(row);
  return { ...table, columns: columns.map(sharedColumn), lineOf };
}

function sharedColumn(column: Column): Column {
  if (column.kind === 'number') {
    const values = sharedArray(Float64Array, column.values.length);
    values.set(column.values);
    return { ...column, values };
  }
  const codes = sharedArray(Int32Array, column.codes.length);
  codes.set(column.codes);
  return { ...column, codes };
}

export function tableOf({ lineOf, ...table }: PlainTable): Table {
  return lineOf === null ? table : { ...table, lines: { at: (row) => lineOf[row]! } };
}
