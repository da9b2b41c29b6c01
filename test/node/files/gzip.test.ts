import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpacked } from '../../../src/node/files/gzip.ts';
import { GlassnetError } from '../../../src/errors.ts';
import { createRandom } from '../../../src/random.ts';
import { CHUNK_LENGTHS, chunksOf } from '../../support/csv.ts';

const random = createRandom(1, 'gzip');
const lines = Array.from({ length: 60 }, (_, i) => `${i},${random.next()},é\n`).join('');
const packed = gzipSync(lines);

/** The text, or the code of the error. */
async function unpack(bytes: Uint8Array, chunkLength = Number.MAX_SAFE_INTEGER): Promise<string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of unpacked(chunksOf(bytes, chunkLength), 'own.csv.gz')) parts.push(part);
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    expect(error).toMatchObject({ exitCode: 3, file: 'own.csv.gz' });
    return error.code;
  }
  return Buffer.concat(parts).toString();
}

describe('packed bytes', () => {
  it.each(CHUNK_LENGTHS)('are unpacked, arriving %d at a time, of two members too', async (chunkLength) => {
    expect(await unpack(packed, chunkLength)).toBe(lines);
    expect(await unpack(Buffer.concat([packed, gzipSync('last\n')]), chunkLength)).toBe(`${lines}last\n`);
    expect(await unpack(gzipSync(''), chunkLength)).toBe('');
    // Padding, as tape and disk blocks leave it.
    expect(await unpack(Buffer.concat([packed, Buffer.alloc(512)]), chunkLength)).toBe(lines);
  });

  it('of 1 MiB that are 2 KiB packed are unpacked in pieces', async () => {
    const large = 'a,b\n'.repeat(2 ** 18);
    const sizes: number[] = [];
    for await (const part of unpacked(chunksOf(gzipSync(large), 512), 'own.csv.gz')) sizes.push(part.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(large.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 ** 16);
  });

  it.each([1, 7, Number.MAX_SAFE_INTEGER])(
    'cut off at every 20th byte, and within the last 30, are refused, %d at a time',
    async (chunkLength) => {
      const lengths = Array.from({ length: packed.length - 2 }, (_, i) => i + 2);
      for (const length of lengths.filter((n) => n % 20 === 0 || n < 20 || packed.length - n < 30)) {
        expect(await unpack(packed.subarray(0, length), chunkLength), `${length} bytes`).toBe('E_CSV_GZIP');
      }
    },
  );

  it('of two members are never short: each cut but the one between them is refused', async () => {
    const [first, second] = [gzipSync('first\n'), gzipSync('second\n')];
    const both = Buffer.concat([first, second]);
    for (let length = 2; length < both.length; length++) {
      const expected = length === first.length ? 'first\n' : 'E_CSV_GZIP';
      expect(await unpack(both.subarray(0, length), 3), `${length} bytes`).toBe(expected);
    }
  });

  it('with any bit flipped behind the first two bytes are refused or unpacked to the same text', async () => {
    const small = gzipSync(lines.slice(0, 90));
    let refused = 0;
    for (let bit = 16; bit < small.length * 8; bit++) {
      const damaged = Uint8Array.from(small);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const outcome = await unpack(damaged);
      if (outcome === 'E_CSV_GZIP') refused++;
      // Time, system and the like say nothing about the text.
      else expect(outcome, `bit ${bit}`).toBe(lines.slice(0, 90));
    }
    expect(refused).toBeGreaterThan(small.length * 8 - 100);
  });

  it.each([1, 2, 511, 512, 513, 70_000])(
    'of two members with %d zeros between and behind them are whole, wherever the pieces end',
    async (zeros) => {
      const [first, second, padding] = [gzipSync('first\n'), gzipSync('second\n'), Buffer.alloc(zeros)];
      const both = Buffer.concat([first, padding, second, padding]);
      const edges = [first.length, first.length + zeros, both.length - zeros];
      const lengths = edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
      for (const length of [...lengths, 7, Number.MAX_SAFE_INTEGER]) {
        expect(await unpack(both, length), `${length} at a time`).toBe('first\nsecond\n');
      }
    },
  );

  it('of two members with a zero between are whole, cut in two at any byte', async () => {
    const both = Buffer.concat([gzipSync('first\n'), Buffer.alloc(1), gzipSync('second\n')]);
    for (let length = 2; length < both.length; length++) {
      expect(await unpack(both, length), `${length} bytes`).toBe('first\nsecond\n');
    }
  });

  it.each(CHUNK_LENGTHS)(
    'followed by something else, zeros before it or not, are refused, %d at a time',
    async (length) => {
      for (const rest of ['x', '\n', 'a,b\n1,2\n'.repeat(10), '\u001f', '\u001f\u008b']) {
        for (const zeros of [0, 1, 512]) {
          const bytes = Buffer.concat([packed, Buffer.alloc(zeros), Buffer.from(rest, 'latin1')]);
          expect(await unpack(bytes, length), `${zeros} zeros, ${rest}`).toBe('E_CSV_GZIP');
        }
      }
    },
  );
});

describe('bytes that are not packed', () => {
  it.each(CHUNK_LENGTHS)('are left alone, arriving %d at a time', async (chunkLength) => {
    for (const text of ['', 'a', 'a,b\n1,2\n', '\u001f', '\u001f,\u001f\n']) {
      expect(await unpack(Buffer.from(text), chunkLength)).toBe(text);
    }
  });

  it('are told from packed ones behind empty pieces, and by both bytes', async () => {
    async function* pieces(...parts: readonly (readonly number[])[]) {
      for (const part of parts) yield Uint8Array.from(part);
    }
    const read = async (source: AsyncGenerator<Uint8Array, void, undefined>) => {
      const parts: Uint8Array[] = [];
      for await (const part of unpacked(source, 'own.csv')) parts.push(part);
      return Array.from(Buffer.concat(parts));
    };
    expect(await read(pieces([], [0x61], [], [0x62, 0x63]))).toEqual([0x61, 0x62, 0x63]);
    expect(await read(pieces([0x1f, 0x8a]))).toEqual([0x1f, 0x8a]);
    expect(await read(pieces([], [0x1f], [], [...packed.subarray(1)]))).toEqual([...Buffer.from(lines)]);
    expect(await read(pieces([], []))).toEqual([]);
  });
});

describe('the source', () => {
  /** Packed, or as it is; `closed` tells whether the reader has let go of it. */
  function source(bytes: Uint8Array, fault?: Error) {
    const state = { closed: false, pieces: 0 };
    async function* read() {
      try {
        for await (const part of chunksOf(bytes, 16)) {
          state.pieces++;
          yield part;
        }
        if (fault !== undefined) throw fault;
      } finally {
        // As a file does, it takes a while to close.
        await setTimeout(20);
        state.closed = true;
      }
    }
    return { state, read };
  }

  async function readToEnd(bytes: AsyncGenerator<Uint8Array, void, undefined>): Promise<void> {
    for await (const part of unpacked(bytes, 'own.csv')) expect(part.length).toBeGreaterThan(0);
  }

  it.each([
    ['packed', packed],
    ['plain', Buffer.from(lines)],
  ])('is closed when the reader of %s bytes stops early', async (_, bytes) => {
    const { state, read } = source(Buffer.concat([bytes, bytes]));
    for await (const part of unpacked(read(), 'own.csv')) if (part.length > 0) break;
    expect(state.closed).toBe(true);
  });

  it('is closed when it turns out to be damaged, and read no further than it must', async () => {
    const damaged = Uint8Array.from(Buffer.concat([packed, Buffer.alloc(2 ** 20)]));
    damaged.fill(0xff, 100, 120);
    const { state, read } = source(damaged);
    await expect(readToEnd(read())).rejects.toMatchObject({ code: 'E_CSV_GZIP' });
    // The error doesn't wait for that: a pipe may be silent for long.
    await expect.poll(() => state.closed).toBe(true);
    expect(state.pieces).toBeLessThan(2 ** 14);
  });

  it('has its own errors thrown as they are', async () => {
    const fault = new Error('the disk is gone');
    for (const bytes of [packed.subarray(0, 200), Buffer.from('a,b\n')]) {
      const { state, read } = source(bytes, fault);
      await expect(readToEnd(read())).rejects.toBe(fault);
      expect(state.closed).toBe(true);
    }
  });
});
