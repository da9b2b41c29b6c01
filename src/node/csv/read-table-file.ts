/**
 * Reads a CSV file from disk or stdin into a table with its schema.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readTable, type CsvColumns, type CsvTable, type ReadTableOptions } from '../../data/read-table.ts';
import { fastCsvSplitter } from './fast-csv-splitter.ts';
import type { KeptCsv } from './kept-csv.ts';
import { nameOf, openCsv } from './open-csv.ts';

export interface TableFile extends CsvTable {
  /** SHA-256 of the unpacked bytes, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads the whole file. `-` is stdin.
 *
 * @param kept the file's bytes, if they have been read already
 * @throws SystemError when it cannot be read, and as `readTable` does.
 */
export async function readTableFile(
  path: string,
  options: Omit<ReadTableOptions, 'split' | 'byteLength'> = {},
  columns: CsvColumns = {},
  kept?: KeptCsv,
): Promise<TableFile> {
  const shape = { ...options, split: fastCsvSplitter };
  if (kept !== undefined) {
    const table = await readTable(kept.open(), nameOf(path), { ...shape, byteLength: kept.byteLength }, columns);
    return { ...table, sha256: kept.sha256 };
  }
  const hash = createHash('sha256');
  const byteLength = path === '-' ? undefined : (await stat(path).catch(() => undefined))?.size;
  const source = hashed(openCsv(path), hash);
  const table = await readTable(source, nameOf(path), { ...shape, byteLength }, columns);
  return { ...table, sha256: hash.digest('hex') };
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: { update(bytes: Uint8Array): void }) {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}
