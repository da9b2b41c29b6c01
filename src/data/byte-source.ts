/**
 * The bytes of a file, all at once or in chunks as they arrive.
 */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/** The bytes as chunks, to be read one after the other. */
export function chunksOf(source: ByteSource): AsyncIterable<Uint8Array> {
  return source instanceof Uint8Array ? wholeFile(source) : source;
}

async function* wholeFile(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
  return Promise.resolve();
}
