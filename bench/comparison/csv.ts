/**
 * Reading a CSV of many rows beside fast-csv, which only splits the fields, and pandas with its C engine.
 */
import { CsvReaders, type CsvFile } from '../measurements/csv.ts';
import { measure, type Effort } from '../measurements/measure.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { withPeers, type Job } from './peer-process.ts';
import type { FoundPeers } from './peers.ts';

/**
 * @param file its columns hold numbers only
 * @param title what is said about it
 * @throws Error when a result is wrong.
 */
export async function compareCsv(file: CsvFile, title: string, found: FoundPeers, effort: Effort): Promise<BenchTable> {
  const job: Job = { script: 'read-csv', settings: { csv: file.path }, files: {}, peers: ['pandas'] };
  const readers = new CsvReaders(file);
  const own = { ...readers.readTable, name: 'glassnet' };
  const measurements = await withPeers(job, found, 1, async (peers) => {
    const timed = await measure([own, readers.fastCsv, ...peers], effort);
    readers.check();
    for (const peer of peers) checkSums(peer.name, await peer.result(), file);
    return timed;
  });
  const rows = toRows(`${file.megabytes.toPrecision(3)} MB`, file.megabytes, measurements);
  return { title, unit: 'MB/s', lead: 'rate', rows };
}

/**
 * Of the sum of a column's absolute values. Sums of 10⁶ float64 in any order differ by less than 10⁶ roundings of
 * 1.1e-16; one cell of them that is wrong by a hundredth of the mean moves it by 1e-8.
 */
const SUM_TOLERANCE = 1e-9;

/**
 * @param got the number of rows, then the sum of each column
 * @throws Error naming what is other than it should be.
 */
export function checkSums(name: string, got: ArrayLike<number>, { cells, copies }: CsvFile): void {
  const [header, ...rows] = cells as [readonly string[], ...(readonly string[])[]];
  const rowCount = rows.length * copies;
  if (got[0] !== rowCount || got.length !== header.length + 1) {
    throw new Error(`${name}: ${got[0]} rows of ${got.length - 1} columns, expected ${rowCount} of ${header.length}`);
  }
  for (const [column, title] of header.entries()) {
    const values = rows.map((row) => Number(row[column]) * copies);
    const expected = values.reduce((sum, value) => sum + value, 0);
    const magnitude = values.reduce((sum, value) => sum + Math.abs(value), 0);
    const sum = got[column + 1]!;
    // Asked this way round, a NaN is outside.
    if (!(Math.abs(sum - expected) <= SUM_TOLERANCE * magnitude)) {
      throw new Error(`${name}: column ${title} sums up to ${sum}, expected ${expected}`);
    }
  }
}
