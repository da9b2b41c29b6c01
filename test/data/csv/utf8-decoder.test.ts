import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Utf8Decoder } from '../../../src/data/csv/utf8-decoder.ts';
import { CHUNK_LENGTHS } from '../../support/csv.ts';

/** Everything decoded, and the first fault. */
function decodeAll(bytes: Uint8Array, chunkLength: number): { text: string; fault?: string } {
  const decoder = new Utf8Decoder();
  let text = '';
  for (let start = 0; start < bytes.length; start += chunkLength) {
    const part = decoder.push(bytes.subarray(start, start + chunkLength));
    text += part.text;
    if (part.fault !== undefined) return { text, fault: part.fault.message };
  }
  const { text: rest, fault } = decoder.end();
  return { text: text + rest, ...(fault && { fault: fault.message }) };
}

function decodeEachWay(bytes: Uint8Array): { text: string; fault?: string } {
  const whole = decodeAll(bytes, Number.MAX_SAFE_INTEGER);
  for (const length of CHUNK_LENGTHS) expect(decodeAll(bytes, length), `chunks of ${length}`).toEqual(whole);
  return whole;
}

const encode = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('Utf8Decoder', () => {
  it('drops U+FEFF at byte 0 once and keeps every other', () => {
    expect(decodeEachWay(encode('\uFEFF\uFEFFa,\uFEFFb\n\uFEFFc, and some more text to fill a chunk')).text).toBe(
      '\uFEFFa,\uFEFFb\n\uFEFFc, and some more text to fill a chunk',
    );
    expect(decodeEachWay(encode('\uFEFFa')).text).toBe('a');
  });

  it.each([
    ['a Latin-1 letter in the middle', 'name,city\n1,Orl\xe9ans\n2,Paris\n', 15, 'E9'],
    ['a Latin-1 letter at the very end', 'name,city\n1,\xc9', 12, 'C9'],
    ['a byte that can start nothing', 'abcdefghijklmnopqrstuvwxyz\xff', 26, 'FF'],
    ['a continuation byte by itself', 'abcdefghijklmnopqrstuvwxyz\x80x', 26, '80'],
    ['an overlong slash', 'abcdefghijklmnopqrstuvwxyz\xc0\xafx', 26, 'C0'],
    ['half a surrogate pair', 'abcdefghijklmnopqrstuvwxyz\xed\xa0\x80x', 26, 'ED'],
    ['a character beyond U+10FFFF', 'abcdefghijklmnopqrstuvwxyz\xf4\x90\x80\x80x', 26, 'F4'],
    ['a character cut off by the end', 'abcdefghijklmnopqrstuvwxyz\xf0\x9f\x98', 26, 'F0'],
    ['bad bytes after a good character', '\xc3\xa9\xe9', 2, 'E9'],
    ['bad bytes after a byte order mark', '\xef\xbb\xbfab\xe9', 5, 'E9'],
  ])('finds %s', (_, bytes, offset, byte) => {
    const { text, fault } = decodeEachWay(latin1(bytes));
    expect(fault).toBe(`byte 0x${byte} at offset ${offset} is not valid UTF-8`);
    expect(text).toBe(new TextDecoder().decode(latin1(bytes).subarray(0, offset)));
  });

  it.each([
    ['LE with a mark', latin1('\xff\xfea\0')],
    ['BE with a mark', latin1('\xfe\xff\0a')],
    ['LE without a mark', latin1('n\0a\0m\0e\0,\0a\0g\0e\0\n\0')],
    ['BE without a mark', latin1('\0n\0a\0m\0e\0,\0a\0g\0e\0\n')],
  ])('knows UTF-16 %s', (_, bytes) => {
    expect(decodeEachWay(bytes)).toEqual({ text: '', fault: 'this is UTF-16 text, expected UTF-8' });
  });

  it('keeps zero bytes as text', () => {
    const text = 'a\0b,\0\n\0\0\0,c,\0 and a longer line';
    expect(decodeEachWay(encode(text)).text).toBe(text);
  });

  it('agrees with one strict decoder on 2,000 mixtures of text and stray bytes, and stops where a byte-wise search does', () => {
    const part = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom('a', 'é', '€', '😀', '\uFEFF', '\n', '\0').map((text) => Array.from(encode(text))),
      },
      { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 3 }) },
    );
    let faults = 0;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const bytes = Uint8Array.from(parts.flat());
        const { text, fault } = decodeEachWay(bytes);
        if (fault?.includes('UTF-16') === true) return;
        const offset = firstInvalid(bytes);
        expect(fault?.match(/offset (\d+)/)?.[1]).toBe(offset === -1 ? undefined : String(offset));
        expect(text).toBe(new TextDecoder('utf-8').decode(offset === -1 ? bytes : bytes.subarray(0, offset)));
        if (offset !== -1) faults++;
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect(faults).toBeGreaterThan(500);
  });
});

/** Takes one character after another, by trying each length. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = [1, 2, 3, 4].find(
      (count) => at + count <= bytes.length && isOneCharacter(bytes.subarray(at, at + count)),
    );
    if (length === undefined) return at;
    at += length;
  }
  return -1;
}

function isOneCharacter(bytes: Uint8Array): boolean {
  try {
    return /^.$/su.test(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return false;
  }
}
