/**
 * The bytes of a file, all at once or in chunks as they arrive.
 */
import { requireArgument } from '../argument-checks.ts';
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/** The bytes as chunks, to be read one after the other. @throws RangeError for what gives no bytes. */
export function chunksOf(source: ByteSource): AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array) return wholeFile(source);
  requireArgument(isAsyncIterable(source), 'bytes', 'the source', source, 'a Uint8Array, or an async iterable of them');
  return source;
}

async function* wholeFile(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
  return Promise.resolve();
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
