/**
 * The rows of a study, to choose one of them.
 */
import { formatDate } from '../../data/cells/date.ts';
import { columnNamed, isMissing } from '../../data/table.ts';
import type { Study } from '../../study/session/study.ts';
import { shortFloat32 } from '../../study/trace/float32-text.ts';
import type { ListedRow } from '../protocol.ts';

/** Rows whose ID or number holds the text, at most `count` of them from the `start`-th found on (from 0). */
export function listRows(
  { data }: Study,
  search: string,
  start: number,
  count: number,
): { found: number; rows: ListedRow[] } {
  const { rows } = data;
  const wanted = search.trim();
  const holds = (row: number) => wanted === '' || (rows.ids?.[row] ?? String(row + 1)).includes(wanted);
  const found = Array.from({ length: rows.count }, (_, row) => row).filter(holds);
  return { found: found.length, rows: found.slice(start, start + count).map((row) => listedRow(data, row)) };
}

/** @param row from 0 */
export function listedRow({ rows, classes }: Study['data'], row: number): ListedRow {
  const target = rows.targets[row]!;
  return {
    number: row + 1,
    id: rows.ids?.[row] ?? null,
    target: target < 0 ? null : classes[target]!,
    cells: cellsOf(rows, row),
  };
}

function cellsOf(rows: Study['data']['rows'], row: number): string[] {
  const { table, features } = rows;
  if (table === null || features === null) {
    return Array.from(rows.encode(Int32Array.of(row)).data, (value) => String(shortFloat32(value)));
  }
  return features.map(({ config: { name, kind } }) => {
    const column = columnNamed(table, name);
    if (isMissing(column, row)) return '';
    if (column.kind === 'text') return column.levels[column.codes[row]!]!;
    const value = column.values[row]!;
    return kind === 'date' && Number.isInteger(value) ? formatDate(value) : String(value);
  });
}
