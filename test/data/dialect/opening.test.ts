/**
 * The opening without quotes, cut at once, has the records that the guard and the splitter find.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/data/csv/csv-reader.ts';
import type { CsvRecord } from '../../../src/data/csv/csv-record.ts';
import { openingRecords } from '../../../src/data/dialect/opening.ts';
import { chunksOf } from '../../support/csv.ts';

const file = 'own.csv';

describe('openingRecords', () => {
  it('has the records of readCsv, with quotes and without: 1,000 texts', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'a1,;\n\r \t"é\uFEFF'), maxLength: 24 });
    const plain = text.map((one) => one.replaceAll('"', ''));
    await fc.assert(
      fc.asyncProperty(fc.oneof(plain, text), fc.constantFrom(',', '\t', ';'), async (content, delimiter) => {
        const bytes = new TextEncoder().encode(content);
        const { records, fault } = await openingRecords({ bytes, isWhole: true }, file, delimiter);
        const all: CsvRecord[] = [];
        try {
          for await (const batch of readCsv(chunksOf(bytes, 5), { file, delimiter })) all.push(...batch);
        } catch (error) {
          expect(fault).toEqual(error);
        }
        expect(records.map(({ line, fields }) => ({ line, fields }))).toEqual(all);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
