/**
 * The opening of a CSV file: its first bytes, and the records in them with the places where they start and end.
 */
import { DataError } from '../../errors.ts';
import type { CsvRecord } from '../csv/csv-record.ts';
import { splitFields } from '../csv/field-splitter.ts';
import { PieceCutter } from '../csv/piece-cutter.ts';
import { matchRecords, MAX_RECORD_LENGTH, type RecordPiece } from '../csv/record-guard.ts';

/** What is looked at before any row is read, in bytes. */
const OPENING_LENGTH = 2 ** 16;
/** It grows until it has so many lines, as far as that is possible. */
const FEWEST_LINES = 16;
const LONGEST_OPENING = 2 ** 21;

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

export interface Opening {
  /** What is looked at. */
  readonly bytes: Uint8Array;
  /** True where the file has no other bytes. */
  readonly isWhole: boolean;
  /** All bytes of the file from one of the opening on. */
  from(offset: number): AsyncIterable<Uint8Array>;
  /** Closes the source. */
  close(): Promise<void>;
}

export interface OpeningRecord extends CsvRecord {
  /** Where it starts, and where its line end is over, in bytes. */
  readonly start: number;
  readonly end: number;
  /** The physical line behind it. */
  readonly nextLine: number;
}

export interface OpeningRecords {
  /** Blank lines are records without fields. */
  readonly records: readonly OpeningRecord[];
  /** What ends them before the opening does. */
  readonly fault: DataError | null;
}

/** Reads the opening. A chunk that is long enough is not copied. */
export async function readOpening(source: AsyncIterable<Uint8Array>): Promise<Opening> {
  const iterator = source[Symbol.asyncIterator]();
  let bytes = new Uint8Array(0);
  let length = 0;
  let isEnded = false;
  while (openingLength(bytes.subarray(0, length)) === null) {
    const { done, value } = await iterator.next();
    isEnded = done === true;
    if (done === true) break;
    if (length === 0 && openingLength(value) !== null) {
      [bytes, length] = [value as Uint8Array<ArrayBuffer>, value.length];
      break;
    }
    if (length + value.length > bytes.length) {
      const longer = new Uint8Array(2 * (length + value.length));
      longer.set(bytes.subarray(0, length));
      bytes = longer;
    }
    bytes.set(value, length);
    length += value.length;
  }
  const read = bytes.subarray(0, length);
  const opening = isEnded ? read : read.subarray(0, openingLength(read)!);
  return {
    bytes: opening,
    isWhole: isEnded,
    async *from(offset) {
      try {
        if (offset < read.length) yield read.subarray(offset);
        yield* { [Symbol.asyncIterator]: () => iterator };
      } finally {
        // Whoever stops within the opening is done with the source, too.
        await iterator.return?.();
      }
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** How many of the bytes make an opening; null where it takes more of them. */
function openingLength(bytes: Uint8Array): number | null {
  if (bytes.length >= LONGEST_OPENING) return LONGEST_OPENING;
  if (bytes.length <= OPENING_LENGTH) return null;
  let lines = 0;
  for (let at = 0; at < bytes.length - 1; at++) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue;
    lines++;
    if (lines >= FEWEST_LINES && at < OPENING_LENGTH) return OPENING_LENGTH;
    if (lines >= FEWEST_LINES) return at + 1;
  }
  return null;
}

/** The whole records of an opening from a line on, up to the first that is malformed. */
export async function openingRecords(
  { bytes, isWhole }: Pick<Opening, 'bytes' | 'isWhole'>,
  file: string,
  delimiter: string,
  line = 1,
): Promise<OpeningRecords> {
  const starts = lineStarts(bytes);
  const offset = starts[line - 1] ?? bytes.length;
  const plain = plainRecords(bytes.subarray(offset), isWhole, delimiter, line);
  const { found, fault } =
    plain === null
      ? await cutRecords(bytes.subarray(offset), isWhole, file, delimiter, { offset, line })
      : { found: plain, fault: null };
  // Without a fault the line behind the last record is where the next one would start.
  const lastLine = fault?.line ?? (endsWithLine(bytes) ? starts.length + 1 : starts.length + (isWhole ? 1 : 0));
  const records = found.map((record, i): OpeningRecord => {
    const nextLine = found[i + 1]?.line ?? lastLine;
    const { line: at, fields } = record;
    return { line: at, fields, start: starts[at - 1]!, end: starts[nextLine - 1] ?? bytes.length, nextLine };
  });
  return { records, fault };
}

/** What the guard and the splitter find in bytes without quotes and faults, told at once; null for others. */
function plainRecords(bytes: Uint8Array, isWhole: boolean, delimiter: string, line: number): CsvRecord[] | null {
  if (bytes.length > MAX_RECORD_LENGTH || bytes.includes(QUOTE) || bytes.includes(0)) return null;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: line > 1 }).decode(bytes, { stream: !isWhole });
  } catch {
    return null;
  }
  const lines = text.split(text.includes('\r') ? /\r\n|\r|\n/ : '\n');
  // What stands behind the last line end is a record only where the file ends, and if there is anything.
  if (!isWhole || lines.at(-1) === '') lines.pop();
  return lines.map((record, i) => ({ line: line + i, fields: record === '' ? [] : record.split(delimiter) }));
}

async function cutRecords(
  bytes: Uint8Array,
  isWhole: boolean,
  file: string,
  delimiter: string,
  { offset, line }: { readonly offset: number; readonly line: number },
): Promise<{ found: CsvRecord[]; fault: DataError | null }> {
  const found: CsvRecord[] = [];
  try {
    const cutter = new PieceCutter(file, delimiter, offset, line);
    for (const piece of piecesOf(cutter, bytes, isWhole)) {
      found.push(...matchRecords(piece, await splitFields(piece, file, delimiter), file));
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { found, fault: error };
  }
  return { found, fault: null };
}

function* piecesOf(cutter: PieceCutter, bytes: Uint8Array, isWhole: boolean): Generator<RecordPiece> {
  yield* cutter.push(bytes);
  yield* isWhole ? cutter.end() : cutter.flush();
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

function endsWithLine(bytes: Uint8Array): boolean {
  return bytes.at(-1) === LF || bytes.at(-1) === CR;
}
