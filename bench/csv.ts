/**
 * Reading a CSV file: into a typed, checked table, and as the peer the parser for its unusual records alone, which splits
 * the fields and drops them.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'fast-csv';
import type { Table } from '../src/data/table.ts';
import { readTable } from '../src/node/read-table.ts';
import { systemError } from '../src/node/system-errors.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { toRows, type BenchTable } from './table.ts';

/**
 * @param path a file with a header and without quotes or blank lines, such as data/audiobooks.csv.
 * @throws SystemError when it can't be read; Error when a result is wrong.
 */
export async function benchCsv(path: string, effort: Effort): Promise<BenchTable> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw systemError(error, path, 'read');
  });
  let rowCount: number | undefined;
  let table: Table | undefined;
  const candidates: Candidate[] = [
    {
      name: 'fast-csv',
      asynchronous: true,
      prepare: () => (rowCount = undefined),
      run: async () => {
        rowCount = await countRows(path);
      },
    },
    {
      name: 'readTable',
      asynchronous: true,
      prepare: () => (table = undefined),
      run: async () => {
        // Without an ID, every column is kept.
        ({ table } = await readTable(path, { delimiter: ',', header: 'yes', decimal: '.' }, { id: 'none' }));
      },
    },
  ];
  const measurements = await measure(candidates, effort);
  const cells = splitCells(bytes.toString('utf8'));
  checkRowCount(rowCount, cells);
  checkTable(table, cells);
  const item = `${(bytes.length / 1e6).toPrecision(3)} MB`;
  return { title: `Reading ${path}`, unit: 'MB/s', lead: 'rate', rows: toRows(item, bytes.length / 1e6, measurements) };
}

function countRows(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    createReadStream(path)
      .on('error', reject)
      .pipe(parse({ headers: false }))
      .on('data', () => rows++)
      .on('error', reject)
      .on('end', () => resolve(rows));
  });
}

/** Header and rows, found without either of the readers. */
export function splitCells(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

/** @throws Error unless `rowCount` is that of all lines, the header among them. */
export function checkRowCount(rowCount: number | undefined, cells: readonly string[][]): void {
  if (rowCount !== cells.length) throw new Error(`fast-csv: counted ${rowCount} rows, expected ${cells.length}`);
}

/** @throws Error unless the table holds every cell. */
export function checkTable(table: Table | undefined, [header, ...rows]: readonly string[][]): void {
  if (header === undefined || table?.rowCount !== rows.length || table.columns.length !== header.length) {
    const got = `${table?.rowCount} rows of ${table?.columns.length} columns`;
    throw new Error(`readTable: ${got}, expected ${rows.length} rows of ${header?.length} columns`);
  }
  for (const column of table.columns) {
    const place = header.indexOf(column.name);
    for (const [i, row] of rows.entries()) {
      const expected = column.kind === 'number' ? Number(row[place]) : row[place];
      const got = column.kind === 'number' ? column.values[i] : column.levels[column.codes[i]!];
      if (got !== expected) throw new Error(`readTable: row ${i}, ${column.name} is ${got}, expected ${expected}`);
    }
  }
}
