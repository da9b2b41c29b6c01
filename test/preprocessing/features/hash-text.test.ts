import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText } from '../../../src/preprocessing/features/hash-text.ts';

/** FNV-1a by the book, in whole numbers of any size. */
function slowHash(text: string): number {
  let hash = 0x811c9dc5n;
  for (const byte of Buffer.from(text, 'utf8')) hash = ((hash ^ BigInt(byte)) * 0x01000193n) % 2n ** 32n;
  return Number(hash);
}

describe('hashText', () => {
  // Test vectors of the FNV page (Noll), also in RFC 9923.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['b', 0xe70c2de5],
    ['foo', 0xa9f37ed7],
    ['foobar', 0xbf9cf968],
  ])('%j hashes to its published value', (text, hash) => {
    expect(hashText(text)).toBe(hash);
  });

  it('is FNV-1a of the UTF-8 bytes, done with big integers (1,000 texts)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hashText(text)).toBe(slowHash(text));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('control: FNV-1, which multiplies first, and a hash of UTF-16 units are others', () => {
    const fnv1 = (text: string) =>
      [...Buffer.from(text)].reduce((hash, byte) => (Math.imul(hash, 0x01000193) ^ byte) >>> 0, 0x811c9dc5);
    expect(fnv1('foobar')).not.toBe(hashText('foobar'));
    expect(hashText('ü')).not.toBe(hashText('\u00fc'.normalize('NFD')));
    expect(hashText('ü')).not.toBe((Math.imul(0x811c9dc5 ^ 0xfc, 0x01000193) >>> 0) % 2 ** 32);
  });

  it('spreads 10,000 customer numbers over 32 buckets: each has 246 to 380 of them', () => {
    const buckets = Array<number>(32).fill(0);
    for (let i = 0; i < 10_000; i++) buckets[hashText(`customer-${i}`) % 32]!++;
    // Binomial(10,000, 1/32): mean 312.5, standard deviation 17.4; the bounds are 3.8 of them away.
    expect(Math.min(...buckets)).toBeGreaterThanOrEqual(246);
    expect(Math.max(...buckets)).toBeLessThanOrEqual(380);
  });
});
