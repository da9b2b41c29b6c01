/**
 * What a training is given, as a table: a CSV as bytes or text, or rows as objects, held to the same rules.
 */
import { MissingWords } from '../data/cells/missing.ts';
import { completeFormat } from '../data/cells/value-format.ts';
import type { CsvRecord } from '../data/csv/csv-record.ts';
import { buildTable, readTable, type CsvColumns, type CsvTable } from '../data/read-table.ts';
import { ReadingLog } from '../data/reading-log.ts';
import type { CsvOptions } from '../data/table-options.ts';
import { recordsFromRows, type Row } from '../data/records-from-rows.ts';
import { DataError, shown, UsageError } from '../errors.ts';

/** The bytes of a CSV file, all at once or as they come, its text, or rows such as `{ age: 42, bought: 'yes' }`. */
export type TableSource = Uint8Array | ArrayBuffer | AsyncIterable<Uint8Array> | string | readonly Row[];

/**
 * @param where the function that was given the source, for errors
 * @param file what errors call the source
 * @throws UsageError E_USAGE_VALUE for anything else, a path among it; else as `readTable` and `recordsFromRows` do.
 */
export async function readSource(
  where: string,
  source: TableSource,
  file: string,
  options: CsvOptions,
  columns: CsvColumns,
): Promise<CsvTable> {
  if (isRows(source)) return buildRows(source, file, options, columns);
  return readTable(bytesOf(where, source), file, options, columns);
}

function bytesOf(where: string, source: Exclude<TableSource, readonly Row[]>): Uint8Array | AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array || isAsyncIterable(source)) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  // A text of one line is a path or an address, not a CSV with rows.
  if (typeof source === 'string' && /[\r\n]/.test(source)) return new TextEncoder().encode(source);
  const expected = 'the bytes of a CSV file, its text, or rows as objects';
  throw new UsageError('E_USAGE_VALUE', `${where}: data: got ${shown(source)}, expected ${expected}`);
}

/** Rows are records under the names of the first row's columns; the line of each is its number, from 1. */
async function buildRows(
  rows: readonly Row[],
  file: string,
  options: CsvOptions,
  columns: CsvColumns,
): Promise<CsvTable> {
  const { decimal = '.' } = options;
  const first: unknown = rows[0];
  const names = typeof first === 'object' && first !== null ? Object.keys(first) : [];
  const dialect = {
    encoding: 'utf-8',
    delimiter: ',',
    decimal,
    hasHeader: true,
    names,
    extra: null,
    hasFiller: false,
    blank: [],
    options: {},
    line: 1,
    offset: 0,
    blankLineCount: 0,
    doubtfulLine: null,
    firstCells: new Set<string>(),
  };
  if (rows.length === 0) throw new DataError('E_CSV_EMPTY', 'there are no rows', { file });
  // A row that isn't an object is refused first, before its columns are missed.
  const records = Array.from(recordsFromRows(rows, names, new MissingWords(), file, decimal));
  const nameless = names.indexOf('');
  if (nameless !== -1) {
    const message = `column ${nameless + 1} has no name`;
    throw new DataError('E_CSV_HEADER', message, { file, column: nameless + 1, hint: 'name each column' });
  }
  const choice = { ...columns, format: completeFormat(options) };
  return buildTable(inOneBatch(records), file, dialect, choice, new ReadingLog());
}

async function* inOneBatch(records: CsvRecord[]): AsyncGenerator<CsvRecord[], void, undefined> {
  yield await Promise.resolve(records);
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
