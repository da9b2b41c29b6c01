/**
 * Opens a CSV file: finds out how it is written and hands over the bytes of its rows.
 */
import type { CsvOptions } from '../table-options.ts';
import { isBlankLine } from '../csv/csv-record.ts';
import { readHeader } from '../csv/header.ts';
import { requireDelimiter } from '../csv/delimiter.ts';
import type { ReadingLog } from '../reading-log.ts';
import { DataError } from '../../errors.ts';
import type { Dialect } from './dialect.ts';
import { openingRecords, readOpening } from './opening.ts';

export interface OpenedCsv {
  readonly dialect: Dialect;
  /** The bytes from the first row on, as UTF-8. */
  readonly rows: AsyncIterable<Uint8Array>;
}

/**
 * @param file what errors call it
 * @param log takes what is inferred
 * @throws UsageError E_USAGE_DELIMITER; DataError when the opening can't be understood; whatever the source throws.
 */
export async function openDialect(
  source: AsyncIterable<Uint8Array>,
  file: string,
  options: CsvOptions,
  _log: ReadingLog,
): Promise<OpenedCsv> {
  const { delimiter = ',', decimal = '.', header } = options;
  requireDelimiter(delimiter);
  const { bytes, rest } = await readOpening(source);
  let blankLineCount = 0;
  let [line, offset] = [1, hasByteOrderMark(bytes) ? 3 : 0];
  const { records, fault } = await openingRecords(bytes, file, delimiter);
  for (const record of records) {
    if (isBlankLine(record, 0)) {
      blankLineCount++;
      [line, offset] = [record.nextLine, record.end];
      continue;
    }
    const { names, hasHeader } = readHeader(record.fields, record.line, file, header);
    if (hasHeader) [line, offset] = [record.nextLine, record.end];
    const doubtfulLine = !hasHeader && header === 'auto' ? record.line : null;
    return {
      dialect: { delimiter, decimal, names, hasHeader, index: null, line, offset, blankLineCount, doubtfulLine },
      rows: following(bytes.subarray(offset), rest),
    };
  }
  if (fault !== null) throw fault;
  throw new DataError('E_CSV_EMPTY', 'the file is empty: no header and no rows', { file });
}

async function* following(first: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  if (first.length > 0) yield first;
  yield* rest;
}

function hasByteOrderMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}
