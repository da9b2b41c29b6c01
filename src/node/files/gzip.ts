/**
 * Unpacks bytes if they are gzip.
 */
import { createGunzip } from 'node:zlib';
import { isGzip } from '../../data/csv/utf8-decoder.ts';
import { DataError } from '../../errors.ts';

/** The number of bytes that tell gzip from other data. */
const SAMPLE_LENGTH = 2;

type ByteStream = AsyncGenerator<Uint8Array, void, undefined>;

/**
 * @param file name of the source in errors
 * @throws DataError E_CSV_GZIP for packed bytes that are damaged, end too early or are followed by something else; errors
 *   of the source.
 */
export async function* unpacked(source: ByteStream, file: string): ByteStream {
  let start = new Uint8Array(0);
  while (start.length < SAMPLE_LENGTH) {
    const { done, value } = await source.next();
    if (done === true) break;
    start = start.length === 0 ? Uint8Array.from(value) : Uint8Array.of(...start, ...value);
  }
  const all = rejoined(start, source);
  yield* isGzip(start) ? gunzipped(all, file) : all;
}

async function* rejoined(start: Uint8Array, rest: ByteStream): ByteStream {
  try {
    if (start.length > 0) yield start;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/**
 * A gzip file is a list of members (RFC 1952, section 2.2), with zeros behind each where a block of a tape or disk was
 * filled up. Anything else behind a member is refused: a damaged header of the next one must not hide its rows.
 */
async function* gunzipped(source: ByteStream, file: string): ByteStream {
  let isDamaged = false;
  try {
    let rest = await behindZeros(new Uint8Array(0), source);
    while (rest !== null) rest = await behindZeros(yield* members(rest, source), source);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause;
    isDamaged = true;
    throw new DataError('E_CSV_GZIP', 'the gzip data is damaged or ends too early', {
      file,
      hint: 'copy or pack the file again',
      cause,
    });
  } finally {
    const closed = source.return();
    // A pipe may be silent for long before it can be closed.
    if (isDamaged) closed.catch(() => {});
    else await closed;
  }
}

/** What comes next that isn't zero; null at the end of the source. */
async function behindZeros(rest: Uint8Array, source: ByteStream): Promise<Uint8Array | null> {
  let bytes = rest;
  for (;;) {
    const start = bytes.findIndex((byte) => byte !== 0);
    if (start !== -1) return bytes.subarray(start);
    const { done, value } = await source.next();
    if (done === true) return null;
    bytes = value;
  }
}

/** Unpacks members without zeros between them. @returns what was read behind them, zeros first */
async function* members(first: Uint8Array, source: ByteStream): AsyncGenerator<Uint8Array, Uint8Array, undefined> {
  const gunzip = createGunzip();
  const ended = new Promise<void>((resolve) => gunzip.once('close', resolve).once('end', resolve));
  let chunk = first;
  let byteLength = 0;
  const feed = async () => {
    for (;;) {
      byteLength += chunk.length;
      // Not every version of Node says when it is done with a chunk that goes on behind the last member.
      await Promise.race([new Promise((resolve) => gunzip.write(chunk, resolve)), ended]);
      if (gunzip.bytesWritten < byteLength) return;
      const { done, value } = await source.next();
      if (done === true) break;
      chunk = value;
    }
    gunzip.end();
  };
  feed().catch((error: Error) => gunzip.destroy(error));
  for await (const bytes of gunzip) yield bytes as Uint8Array;
  return chunk.subarray(chunk.length - (byteLength - gunzip.bytesWritten));
}
