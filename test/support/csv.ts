/**
 * Reading CSV from memory in chunks of a chosen length, to the end or to the first error.
 */
import type { CsvRecord } from '../../src/data/csv/csv-record.ts';
import { GlassnetError } from '../../src/errors.ts';
import { readCsv } from '../../src/data/csv/csv-reader.ts';
import { splitFields, type FieldSplitter } from '../../src/data/csv/field-splitter.ts';
import { fastCsvSplitter } from '../../src/node/csv/fast-csv-splitter.ts';

export interface Reading {
  readonly records: CsvRecord[];
  readonly error?: GlassnetError;
}

/** Lengths that split CRLF, quotes and characters of two to four bytes everywhere; the last is the whole file. */
export const CHUNK_LENGTHS: readonly number[] = [1, 2, 3, 7, 64, Number.MAX_SAFE_INTEGER];

/** The one of browsers and the one of Node. */
export const SPLITTERS: readonly (readonly [name: string, split: FieldSplitter])[] = [
  ['splitFields', splitFields],
  ['fast-csv', fastCsvSplitter],
];

export interface ReadAllOptions {
  readonly delimiter?: string;
  readonly chunkLength?: number;
  /** `splitFields` unless told. */
  readonly split?: FieldSplitter;
}

export async function readAll(
  content: string | Uint8Array,
  { delimiter = ',', chunkLength = Number.MAX_SAFE_INTEGER, split }: ReadAllOptions = {},
): Promise<Reading> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const records: CsvRecord[] = [];
  try {
    for await (const batch of readCsv(chunksOf(bytes, chunkLength), { file: 'own.csv', delimiter, split })) {
      for (const record of batch) records.push(record);
    }
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    return { records, error };
  }
  return { records };
}

/** The fields alone; an error is thrown. */
export async function readFields(content: string | Uint8Array, options?: ReadAllOptions): Promise<string[][]> {
  const { records, error } = await readAll(content, options);
  if (error !== undefined) throw error;
  return records.map(({ fields }) => fields);
}

/** What a person would see of a reading: records, and the error with its place. */
export function summary({ records, error }: Reading): unknown {
  if (error === undefined) return { records };
  const { code, message, line, column } = error;
  return { records, error: { code, message, line, column } };
}

export async function* chunksOf(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}
