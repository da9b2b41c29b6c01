/**
 * Reading a CSV file: into a typed, checked table, and as the peer the parser for its unusual records alone, which splits
 * the fields and drops them.
 */
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'fast-csv';
import type { Table } from '../../src/data/table.ts';
import { readTableFile } from '../../src/node/csv/read-table-file.ts';
import { systemError } from '../../src/node/files/system-errors.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { toRows, type BenchTable } from '../writing/table.ts';

/** A file with a header and without quotes or blank lines, such as data/audiobooks.csv. */
export interface CsvFile {
  readonly path: string;
  readonly megabytes: number;
  /** Header and rows, found without either of the readers. */
  readonly cells: readonly (readonly string[])[];
  /** How often the rows stand in the file. */
  readonly copies: number;
}

/** @throws SystemError when it can't be read; Error when a result is wrong. */
export async function benchCsv(path: string, effort: Effort): Promise<BenchTable> {
  const file = await openCsvFile(path);
  const readers = new CsvReaders(file);
  const measurements = await measure([readers.fastCsv, readers.readTable], effort);
  readers.check();
  const rows = toRows(`${file.megabytes.toPrecision(3)} MB`, file.megabytes, measurements);
  return { title: `Reading ${path}`, unit: 'MB/s', lead: 'rate', rows };
}

/** @throws SystemError when it can't be read. */
export async function openCsvFile(path: string): Promise<CsvFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw systemError(error, path, 'read');
  });
  return { path, megabytes: bytes.length / 1e6, cells: splitCells(bytes.toString('utf8')), copies: 1 };
}

/** Writes a file with the header once and the rows that many times. */
export async function repeatCsvFile({ cells }: CsvFile, copies: number, path: string): Promise<CsvFile> {
  const [header, ...rows] = cells.map((fields) => `${fields.join(',')}\n`);
  const body = Buffer.from(rows.join(''));
  const parts = [Buffer.from(header!), ...Array.from({ length: copies }, () => body)];
  await writeFile(path, parts);
  return { path, megabytes: parts.reduce((sum, { length }) => sum + length, 0) / 1e6, cells, copies };
}

/** Both readers, and what they read last. */
export class CsvReaders {
  readonly fastCsv: Candidate;
  readonly readTable: Candidate;
  readonly #file: CsvFile;
  #rowCount: number | undefined;
  #table: Table | undefined;

  constructor(file: CsvFile) {
    this.#file = file;
    this.fastCsv = {
      name: 'fast-csv',
      asynchronous: true,
      prepare: () => (this.#rowCount = undefined),
      run: async () => {
        this.#rowCount = await countRows(file.path);
      },
    };
    this.readTable = {
      name: 'readTable',
      asynchronous: true,
      prepare: () => (this.#table = undefined),
      run: async () => {
        // Without an ID, every column is kept.
        const options = { delimiter: ',', header: 'yes', decimal: '.' } as const;
        ({ table: this.#table } = await readTableFile(file.path, options, { id: 'none' }));
      },
    };
  }

  /** @throws Error when one of them is wrong. */
  check(): void {
    checkRowCount(this.#rowCount, this.#file);
    checkTable(this.#table, this.#file);
  }
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
export function checkRowCount(
  rowCount: number | undefined,
  { cells, copies }: Omit<CsvFile, 'path' | 'megabytes'>,
): void {
  const expected = 1 + (cells.length - 1) * copies;
  if (rowCount !== expected) throw new Error(`fast-csv: counted ${rowCount} rows, expected ${expected}`);
}

/** @throws Error unless the table holds every cell. */
export function checkTable(table: Table | undefined, { cells, copies }: Omit<CsvFile, 'path' | 'megabytes'>): void {
  const [header, ...rows] = cells;
  const rowCount = rows.length * copies;
  if (header === undefined || table?.rowCount !== rowCount || table.columns.length !== header.length) {
    const got = `${table?.rowCount} rows of ${table?.columns.length} columns`;
    throw new Error(`readTable: ${got}, expected ${rowCount} rows of ${header?.length} columns`);
  }
  for (const column of table.columns) {
    const place = header.indexOf(column.name);
    for (let i = 0; i < rowCount; i++) {
      const cell = rows[i % rows.length]![place];
      const expected = column.kind === 'number' ? Number(cell) : cell;
      const got = column.kind === 'number' ? column.values[i] : column.levels[column.codes[i]!];
      if (got !== expected) throw new Error(`readTable: row ${i}, ${column.name} is ${got}, expected ${expected}`);
    }
  }
}
