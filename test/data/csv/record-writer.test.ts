import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsvRecord } from '../../../src/data/csv/csv-writer.ts';
import { encodeField, RecordWriter } from '../../../src/data/csv/record-writer.ts';

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('a', 'Z', '0', ',', '"', '\n', '\r', ' ', '\t', '\uFEFF', '\u00A0', 'é', '😀', '\0'),
  }),
);
const rows = fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 8 });

describe('RecordWriter', () => {
  it('writes what formatCsvRecord gives, from texts and from the bytes of cells, for 2,000 tables', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (records, fromCells) => {
        const writer = new RecordWriter();
        for (const fields of records) {
          for (const field of fields) {
            const bytes = new TextEncoder().encode(`<<${field}>>`);
            if (fromCells) writer.addCell(bytes, 2, bytes.length - 2);
            else writer.addField(encodeField(field));
          }
          writer.endRecord();
        }
        const { bytes, ends } = writer.take();
        const lines = Array.from(ends, (end, row) => decode(bytes.subarray(row === 0 ? 0 : ends[row - 1], end)));
        expect(lines).toEqual(records.map((fields) => formatCsvRecord(fields)));
        expect(bytes.length).toBe(ends.at(-1) ?? 0);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('grows: 30,000 records of a number and a long field, taken twice', () => {
    const writer = new RecordWriter();
    for (let round = 0; round < 2; round++) {
      for (let row = 0; row < 30_000; row++) {
        writer.addFloat32(Math.fround(row / 30_000));
        writer.addField(encodeField('x'.repeat(row % 100)));
        writer.endRecord();
      }
      const { bytes, ends } = writer.take();
      expect(ends).toHaveLength(30_000);
      expect(decode(bytes.subarray(ends[14_999], ends[15_000]))).toBe('0.5,\n');
    }
    expect(writer.take().bytes).toHaveLength(0);
  });
});
