/**
 * Unpacks bytes if they are gzip.
 */
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isGzip } from '../../data/csv/utf8-decoder.ts';
import { DataError } from '../../errors.ts';

/** The number of bytes that tell gzip from other data. */
const SAMPLE_LENGTH = 2;

/**
 * @param file name of the source in errors
 * @throws DataError E_CSV_GZIP for packed bytes that are damaged or end too early; errors of the source.
 */
export async function* unpacked(
  source: AsyncGenerator<Uint8Array, void, undefined>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let start = new Uint8Array(0);
  while (start.length < SAMPLE_LENGTH) {
    const { done, value } = await source.next();
    if (done === true) break;
    start = start.length === 0 ? Uint8Array.from(value) : Uint8Array.of(...start, ...value);
  }
  const all = rejoined(start, source);
  yield* isGzip(start) ? gunzipped(all, file) : all;
}

async function* rejoined(start: Uint8Array, rest: AsyncGenerator<Uint8Array, void, undefined>) {
  try {
    if (start.length > 0) yield start;
    yield* rest;
  } finally {
    await rest.return();
  }
}

async function* gunzipped(source: AsyncIterable<Uint8Array>, file: string) {
  const gunzip = createGunzip();
  // A failure here also ends the loop below, which throws it.
  const feeding = pipeline(copied(source), gunzip).catch(() => {});
  try {
    for await (const bytes of gunzip) yield bytes as Uint8Array;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause;
    throw new DataError('E_CSV_GZIP', 'the gzip data is damaged or ends too early', {
      file,
      hint: 'copy or pack the file again',
      cause,
    });
  } finally {
    await feeding;
  }
}

/** A stream can still hold bytes when it asks for the next ones. */
async function* copied(source: AsyncIterable<Uint8Array>) {
  for await (const bytes of source) yield Uint8Array.from(bytes);
}
