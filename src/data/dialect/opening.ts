/**
 * The opening of a CSV file: its first bytes, and the records in them with the places where they start and end.
 */
import { DataError } from '../../errors.ts';
import { chunksOf } from '../byte-source.ts';
import { readCsv } from '../csv/csv-reader.ts';
import type { CsvRecord } from '../csv/csv-record.ts';

/** What is looked at before any row is read, in bytes. */
export const OPENING_LENGTH = 2 ** 16;

const LF = 0x0a;
const CR = 0x0d;

export interface Opening {
  /** At least `OPENING_LENGTH` bytes, unless the file has fewer. */
  readonly bytes: Uint8Array;
  /** The bytes behind; none are read before they are asked for. */
  readonly rest: AsyncIterable<Uint8Array>;
}

export interface OpeningRecord extends CsvRecord {
  /** Where it starts, and where its line end is over, in bytes. */
  readonly start: number;
  readonly end: number;
  /** The physical line behind it. */
  readonly nextLine: number;
}

export interface OpeningRecords {
  /** Blank lines are records without fields; the last one may be cut off. */
  readonly records: readonly OpeningRecord[];
  /** What ends them before the opening does. */
  readonly fault: DataError | null;
}

/** Reads the opening. Ending `rest` early, or not asking for it, closes the source. */
export async function readOpening(source: AsyncIterable<Uint8Array>): Promise<Opening> {
  const iterator = source[Symbol.asyncIterator]();
  let bytes = new Uint8Array(0);
  while (bytes.length < OPENING_LENGTH) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    const longer = new Uint8Array(bytes.length + value.length);
    longer.set(bytes);
    longer.set(value, bytes.length);
    bytes = longer;
  }
  return { bytes, rest: { [Symbol.asyncIterator]: () => iterator } };
}

/** The records of an opening, up to the first that is malformed. */
export async function openingRecords(bytes: Uint8Array, file: string, delimiter: string): Promise<OpeningRecords> {
  const found: CsvRecord[] = [];
  let fault: DataError | null = null;
  try {
    for await (const batch of readCsv(chunksOf(bytes), { file, delimiter })) found.push(...batch);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    fault = error;
  }
  const starts = lineStarts(bytes);
  const records = found.map((record, i): OpeningRecord => {
    const nextLine = found[i + 1]?.line ?? (fault === null ? starts.length + 1 : (fault.line ?? starts.length + 1));
    const { line, fields } = record;
    return { line, fields, start: starts[record.line - 1]!, end: starts[nextLine - 1] ?? bytes.length, nextLine };
  });
  return { records, fault };
}

/** Where each physical line starts; LF, CR and CR LF end one. */
function lineStarts(bytes: Uint8Array): number[] {
  const starts = [0];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    else if (bytes[at] !== LF && bytes[at] !== CR) continue;
    if (at + 1 < bytes.length) starts.push(at + 1);
  }
  return starts;
}
