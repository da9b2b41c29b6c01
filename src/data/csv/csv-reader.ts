/**
 * A CSV file as batches of records. Bytes are decoded strictly, cut into whole records by the guard, split into fields,
 * and what the two found is compared. Only one piece of the file is in memory at a time.
 */
import type { CsvRecord } from './csv-record.ts';
import { requireDelimiter } from './delimiter.ts';
import { splitFields, type FieldSplitter } from './field-splitter.ts';
import { PieceCutter } from './piece-cutter.ts';
import { matchRecords, type RecordPiece } from './record-guard.ts';

export interface ReadCsvOptions {
  /** The name that errors carry. */
  readonly file: string;
  /** One character; a comma by default. */
  readonly delimiter?: string;
  /** `splitFields` by default. */
  readonly split?: FieldSplitter | undefined;
  /** The physical line that the bytes start on, 1 by default, and where that is in the file. */
  readonly line?: number;
  readonly offset?: number;
}

const CHUNK_LENGTH = 2 ** 16;

/**
 * Yields the records in batches of at most 512, which don't depend on how the bytes arrive; records before a fault
 * are yielded first. Stopping early closes the source.
 *
 * @throws UsageError E_USAGE_DELIMITER; DataError E_CSV_ENCODING, E_CSV_QUOTE, E_CSV_RECORD or E_CSV_PARSE with line and
 *   column; whatever the source throws.
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  { file, delimiter = ',', split = splitFields, offset, line }: ReadCsvOptions,
): AsyncGenerator<CsvRecord[], void, undefined> {
  requireDelimiter(delimiter);
  for await (const piece of cutPieces(source, new PieceCutter(file, delimiter, offset, line)))
    yield readPiece(piece, file, delimiter, split);
}

export async function readPiece(
  piece: RecordPiece,
  file: string,
  delimiter: string,
  split: FieldSplitter,
): Promise<CsvRecord[]> {
  return matchRecords(piece, await split(piece, file, delimiter), file);
}

async function* cutPieces(source: AsyncIterable<Uint8Array>, cutter: PieceCutter) {
  for await (const bytes of source) {
    for (let start = 0; start < bytes.length; start += CHUNK_LENGTH) {
      yield* cutter.push(bytes.subarray(start, start + CHUNK_LENGTH));
    }
  }
  yield* cutter.end();
}
