/** An opening in a page: what comes out is what went in, whatever its texts and numbers. */
import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/study/opening/base64.ts';
import { EMBEDDED_SCHEMA, embeddedText, readEmbedded } from '../../../src/study/opening/embedded.ts';

describe('base64', () => {
  it('is that of Node for any bytes, there and back', () => {
    assert(
      property(uint8Array({ maxLength: 100 }), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(encodeBase64(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('takes more bytes than a call takes arguments', () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 256);
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });
});

describe('an embedded opening', () => {
  const opening = {
    data: {
      kind: 'arrays',
      file: '</script><!-- "x".npz',
      sha256: 'f'.repeat(64),
      inputs: Float32Array.of(0.1, -0, Number.MIN_VALUE, 3e38),
      targets: Int32Array.of(0, -1),
      classes: ['no', 'yes'],
      ids: ['Uint8Array:AAAA', '2'],
    },
    training: { hidden: [3], seed: '1' },
  } as const;

  it('comes out as it went in, to the bit, with texts that look like arrays', () => {
    const embedded = { schema: EMBEDDED_SCHEMA, opening, words: ['a b.npz', '--model', 'run'] } as const;
    const read = readEmbedded(embeddedText(embedded));
    expect(read).toEqual(embedded);
    expect(Object.is((read.opening.data as typeof opening.data).inputs[1], -0)).toBe(true);
  });

  it('holds the part of a larger memory that an array shows', () => {
    const part = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const data = { ...opening.data, inputs: part, targets: Int32Array.of(1) };
    const read = readEmbedded(embeddedText({ schema: EMBEDDED_SCHEMA, opening: { ...opening, data }, words: [] }));
    expect((read.opening.data as typeof data).inputs).toEqual(Float32Array.of(1, 2));
  });
});
