/**
 * A CSV file on disk, or from stdin, as a table with its schema.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readTable, type CsvColumns, type CsvOptions, type CsvTable } from '../../data/read-table.ts';
import { fastCsvSplitter } from './fast-csv-splitter.ts';
import { nameOf, openCsv } from './open-csv.ts';

export interface TableFile extends CsvTable {
  /** Of the file's bytes, unpacked, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads the whole file. `-` is stdin.
 *
 * @throws SystemError when it can't be read, and as `readTable` does.
 */
export async function readTableFile(
  path: string,
  options: Partial<CsvOptions> = {},
  columns: CsvColumns = {},
): Promise<TableFile> {
  const hash = createHash('sha256');
  const byteLength = path === '-' ? undefined : (await stat(path).catch(() => undefined))?.size;
  const source = hashed(openCsv(path), hash);
  const table = await readTable(source, nameOf(path), { ...options, byteLength, split: fastCsvSplitter }, columns);
  return { ...table, sha256: hash.digest('hex') };
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: { update(bytes: Uint8Array): void }) {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}
