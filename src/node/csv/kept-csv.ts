/**
 * A CSV file that has to be known by its digest before it is read: its bytes are kept for that where they are few, so
 * that the file is read once, and both times the same.
 */
import { createHash } from 'node:crypto';
import { openCsv } from './open-csv.ts';

/** More are read again from the file. */
const MOST_KEPT_BYTES = 2 ** 26;

export interface KeptCsv {
  /** Of the bytes, unpacked, in hexadecimal. */
  readonly sha256: string;
  readonly byteLength: number;
  /** The bytes once more. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** @throws as `openCsv` does. */
export async function keepCsv(path: string): Promise<KeptCsv> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let byteLength = 0;
  for await (const bytes of openCsv(path)) {
    hash.update(bytes);
    byteLength += bytes.length;
    if (byteLength <= MOST_KEPT_BYTES) kept.push(bytes.slice());
    else kept.length = 0;
  }
  const open = () => (byteLength <= MOST_KEPT_BYTES ? oneByOne(kept) : openCsv(path));
  return { sha256: hash.digest('hex'), byteLength, open };
}

async function* oneByOne(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* pieces;
}
