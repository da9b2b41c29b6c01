/**
 * The ID of each row of a file. A training needs none, so the column is read by itself, once more.
 */
import type { KnownColumn } from '../../data/schema.ts';
import { textColumn } from '../../data/table.ts';
import { DataError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readTableFile, type TableFile } from '../../node/csv/read-table-file.ts';
import type { Preparation } from '../../node/stores/run-record.ts';
import type { RowIds } from '../../report/out-of-fold-csv.ts';

/**
 * Null where the file has no ID, or can't be read again.
 *
 * @throws DataError E_CSV_CHANGED where the file is no longer the one that was read.
 */
export async function readRowIds(path: string, file: TableFile, preparation: Preparation): Promise<RowIds | null> {
  const { id } = file.schema;
  if (id === null || path === '-') return null;
  const alone = {
    id: 'none',
    group: undefined,
    time: undefined,
    only: [id],
    known: new Map<string, KnownColumn>([[id, { kind: 'category' }]]),
  };
  const again = await readTableFile(path, preparation.csv, { ...preparation.columns, ...alone });
  if (again.sha256 !== file.sha256) {
    throw new DataError('E_CSV_CHANGED', 'changed while it was read', { file: nameOf(path) });
  }
  const { codes, levels } = textColumn(again.table, id);
  const { lines } = again.table;
  return { name: id, of: new Map(Array.from(codes, (code, row) => [lines?.at(row) ?? row + 1, levels[code] ?? ''])) };
}
