import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pureSha256 } from '../../src/formats/sha256.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('pureSha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('has the digest that FIPS 180-4 names for %j', (text, digest) => {
    expect(pureSha256(encode(text))).toBe(digest);
  });

  it("has the digits of Node's for 300 arrays of up to 200 bytes, which cross each edge of a block", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 7 }), (bytes, offset) => {
        const view = Uint8Array.of(...new Uint8Array(offset), ...bytes).subarray(offset);
        expect(pureSha256(view)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
