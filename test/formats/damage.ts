/** Damaged files for the readers of artifacts, and the promise that a reader may only ever answer with a FormatError. */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { FormatError } from '../../src/errors.ts';

/** A refusal as the command line needs it: file named, exit 4, one short line; any other error is thrown on. */
export function refusal(read: () => unknown): FormatError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    expect(error.exitCode).toBe(4);
    expect(error.file).not.toBe('');
    expect(error.code).toMatch(/^E_[A-Z_]+$/);
    expect(error.message.length + (error.hint?.length ?? 0)).toBeLessThan(400);
    return error;
  }
}

export function codeOf(read: () => unknown): string {
  return refusal(read)?.code ?? 'accepted';
}

/** All prefixes of a file but the whole. */
export function* truncations(bytes: Uint8Array): Generator<Uint8Array> {
  for (let length = 0; length < bytes.length; length++) yield bytes.subarray(0, length);
}

/** The file with one bit turned, for each bit. */
export function* bitFlips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield flipped;
  }
}

/** One of the files with up to four bytes changed, cut out or put in, half of them within the first 160 bytes. */
export function mutations(files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.oneof(fc.nat({ max: 160 }), fc.nat({ max: 2000 })),
    cut: fc.nat({ max: 3 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.constantFrom('0', '9', '(', ')', "'", '"', '[', '{', '}', ',', '-1', '1e9', '\\', 'True').map(ascii),
    ),
  });
  return fc.tuple(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([file, edits]) => {
    let bytes = file;
    for (const { at, cut, insert } of edits) {
      const start = at % (bytes.length + 1);
      bytes = concat(bytes.subarray(0, start), insert, bytes.subarray(start + cut));
    }
    return bytes;
  });
}

export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
