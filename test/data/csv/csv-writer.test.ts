import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsvRecord } from '../../../src/data/csv/csv-writer.ts';
import { readFields } from '../../support/csv.ts';

describe('formatCsvRecord', () => {
  it.each([
    [['a', 'b c', '-1.5'], 'a,b c,-1.5\n'],
    [['', ''], ',\n'],
    [['a,b', 'say "hi"', 'x\ny', 'x\ry'], '"a,b","say ""hi""","x\ny","x\ry"\n'],
    [[' a', 'b ', '\t', '\uFEFFc', 'd\u00a0'], '" a","b ","\t","\uFEFFc","d\u00a0"\n'],
    [[''], '""\n'],
    [[], '\n'],
    [['\0', 'a\0b'], '\0,a\0b\n'],
  ])('writes %j as %j', (fields, text) => {
    expect(formatCsvRecord(fields)).toBe(text);
  });

  it('quotes the delimiter in use and no other', () => {
    expect(formatCsvRecord(['a,b', 'c;d'], ';')).toBe('a,b;"c;d"\n');
    expect(() => formatCsvRecord(['a'], '"')).toThrow('the delimiter must be one character');
  });

  it.each([',', ';', '\t', '|', '^', '.', ' ', '\\'])(
    'is read back to the same fields: 10,000 records of arbitrary text, delimiter %j',
    async (delimiter) => {
      const awkward = fc.constantFrom(
        ',',
        ';',
        '|',
        '^',
        '.',
        '\\',
        '"',
        '""',
        '\r',
        '\n',
        '\0',
        ' ',
        '\t',
        '\uFEFF',
        '😀',
      );
      const character = fc.oneof(
        awkward,
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
        fullUnicode,
      );
      const field = fc.array(character, { maxLength: 5 }).map((parts) => parts.join(''));
      const record = fc.array(field, { maxLength: 4 });
      const records = fc.sample(record, { seed: 1, numRuns: 10_000 });
      const text = records.map((fields) => formatCsvRecord(fields, delimiter)).join('');
      expect(await readFields(text, { delimiter })).toEqual(records);
    },
  );

  it('would lose a row without the quotes for a single empty field', async () => {
    expect(await readFields(formatCsvRecord(['']))).toEqual([['']]);
    expect(await readFields('\n')).toEqual([[]]);
  });
});

const fullUnicode = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
