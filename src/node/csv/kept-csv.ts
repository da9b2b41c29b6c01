/**
 * A CSV file whose digest is needed before it is parsed. A small file is kept in memory, so that it is read only once
 * and the digest belongs to the parsed bytes.
 */
import { createHash } from 'node:crypto';
import { openCsv } from './open-csv.ts';

/** Larger files are read twice; what comes by stdin can't be. */
const MOST_KEPT_BYTES = 2 ** 26;

export interface KeptCsv {
  /** SHA-256 of the unpacked bytes, in hexadecimal. */
  readonly sha256: string;
  readonly byteLength: number;
  /** Reads the bytes again. */
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
    // A Buffer's own slice() would be the memory that is read into again.
    if (byteLength <= MOST_KEPT_BYTES || path === '-') kept.push(Uint8Array.from(bytes));
    else kept.length = 0;
  }
  const open = () => (byteLength <= MOST_KEPT_BYTES || path === '-' ? oneByOne(kept) : openCsv(path));
  return { sha256: hash.digest('hex'), byteLength, open };
}

async function* oneByOne(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* pieces;
}
