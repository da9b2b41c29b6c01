/**
 * A CSV file as batches of records. Bytes are decoded strictly, cut into whole records by the guard, split into fields
 * by fast-csv where there are quotes, and what the two found is compared. Only one piece of the file is in memory at a time.
 */
import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { CsvRecord } from '../data/csv-record.ts';
import { requireDelimiter } from '../data/delimiter.ts';
import { PieceCutter } from '../data/piece-cutter.ts';
import { matchRecords, type RecordPiece } from '../data/record-guard.ts';
import { BYTE_ORDER_MARK } from '../data/utf8-decoder.ts';
import { DataError } from '../errors.ts';
import { unpacked } from './gzip.ts';
import { systemError } from './system-errors.ts';

export interface ReadCsvOptions {
  /** The name that errors carry. */
  readonly file: string;
  /** One character; a comma by default. */
  readonly delimiter?: string;
}

const CHUNK_LENGTH = 2 ** 16;
/** Of a file, at a time. */
const READ_LENGTH = 2 ** 18;

/**
 * Yields the records in batches of at most 512, which don't depend on how the bytes arrive; what stands before a fault
 * is yielded first. Stopping early closes the source.
 *
 * @throws UsageError E_USAGE_DELIMITER; DataError E_CSV_ENCODING, E_CSV_QUOTE, E_CSV_RECORD or E_CSV_PARSE with line and
 *   column; whatever the source throws.
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  { file, delimiter = ',' }: ReadCsvOptions,
): AsyncGenerator<CsvRecord[], void, undefined> {
  requireDelimiter(delimiter);
  for await (const piece of cutPieces(source, new PieceCutter(file, delimiter)))
    yield readPiece(piece, file, delimiter);
}

export async function readPiece(piece: RecordPiece, file: string, delimiter: string): Promise<CsvRecord[]> {
  return matchRecords(piece, await splitFields(piece, file, delimiter), file);
}

async function* cutPieces(source: AsyncIterable<Uint8Array>, cutter: PieceCutter) {
  for await (const bytes of source) {
    for (let start = 0; start < bytes.length; start += CHUNK_LENGTH) {
      yield* cutter.push(bytes.subarray(start, start + CHUNK_LENGTH));
    }
  }
  yield* cutter.end();
}

/** Text without quotes needs no parser, and a command that meets no other doesn't load one. */
function splitFields(piece: RecordPiece, file: string, delimiter: string): string[][] | Promise<string[][]> {
  return piece.text.includes('"') ? parseFields(piece, file, delimiter) : splitPlainFields(piece.text, delimiter);
}

/** What fast-csv makes of text without quotes. */
export function splitPlainFields(text: string, delimiter: string): string[][] {
  const lines = (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).split('\n');
  return lines.slice(0, -1).map((line) => (line === '' ? [] : line.split(delimiter)));
}

/** A parser of its own for each piece: nothing is carried over from one to the next. */
async function parseFields({ text, lines }: RecordPiece, file: string, delimiter: string): Promise<string[][]> {
  const { parse } = await import('fast-csv');
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parse<string[], string[]>({ headers: false, delimiter })
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows))
      .on('error', (cause) => {
        const message = `the parser refuses the records on lines ${lines[0]} to ${lines.at(-1)}`;
        reject(new DataError('E_CSV_PARSE', message, { file, line: lines[0], cause }));
      })
      .end(text);
  });
}

/**
 * The bytes of a file, or of stdin for `-`; unpacked where they are gzip, whatever the name. They are valid until the next
 * ones are asked for. The file is closed when the consumer stops.
 *
 * @param onRead is told how many bytes were read, before they are unpacked
 * @throws SystemError when it can't be read; DataError E_CSV_GZIP when it can't be unpacked, E_CSV_CHANGED when it isn't
 *   what it was at the start.
 */
export function openCsv(
  path: string,
  onRead?: (byteLength: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = path === '-' ? readStdin() : readFile(path);
  return unpacked(onRead === undefined ? source : counted(source, onRead), path === '-' ? '<stdin>' : path);
}

async function* readFile(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await reading(path, () => open(path, 'r'));
  // One is filled while the consumer has the other.
  let [free, taken] = [Buffer.allocUnsafeSlow(READ_LENGTH), Buffer.allocUnsafeSlow(READ_LENGTH)];
  const read = async () => {
    const { bytesRead, buffer } = await reading(path, () => handle.read(free));
    return buffer.subarray(0, bytesRead);
  };
  let next: Promise<Uint8Array> | undefined;
  try {
    const before = await reading(path, () => handle.stat({ bigint: true }));
    for (;;) {
      const bytes = await (next ?? read());
      if (bytes.length === 0) break;
      [free, taken] = [taken, free];
      // Reading on meanwhile; not from a pipe, where it could wait for ever after the consumer has stopped.
      if (before.isFile()) {
        next = read();
        next.catch(() => {});
      }
      yield bytes;
    }
    if (before.isFile()) await requireUnchanged(path, before);
  } finally {
    await next?.catch(() => {});
    await handle.close();
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onRead: (byteLength: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of source) {
    onRead(bytes.length);
    yield bytes;
  }
}

async function* readStdin(): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: AsyncIterator<Uint8Array> = process.stdin[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await reading('<stdin>', () => chunks.next());
      if (done === true) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}

/** Looks the path up again: a file that was replaced by another of its name has changed, too. */
async function requireUnchanged(path: string, before: BigIntStats): Promise<void> {
  const after = await stat(path, { bigint: true }).catch(() => undefined);
  if (
    after?.ino === before.ino &&
    after.dev === before.dev &&
    after.size === before.size &&
    after.mtimeNs === before.mtimeNs
  ) {
    return;
  }
  throw new DataError('E_CSV_CHANGED', 'changed while it was read', {
    file: path,
    hint: 'try again when nothing writes to it',
  });
}

async function reading<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw systemError(error, path, 'read');
  }
}
