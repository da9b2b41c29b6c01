import { parseString } from 'fast-csv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRecords } from '../../../src/data/csv/record-guard.ts';
import { DataError } from '../../../src/errors.ts';
import type { FieldSplitter } from '../../../src/data/csv/field-splitter.ts';
import { readCsv } from '../../../src/data/csv/csv-reader.ts';
import { parseCsvReference } from '../../support/reference/csv.ts';
import { CHUNK_LENGTHS, chunksOf, readAll, readFields, SPLITTERS, summary, type Reading } from '../../support/csv.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const blank = (code: number) => /\s/.test(String.fromCharCode(code));
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

async function readEachWay(content: string | Uint8Array, split: FieldSplitter, delimiter = ','): Promise<Reading> {
  const whole = await readAll(content, { delimiter, split });
  for (const chunkLength of CHUNK_LENGTHS) {
    const reading = await readAll(content, { delimiter, chunkLength, split });
    expect(summary(reading), `chunks of ${chunkLength}`).toEqual(summary(whole));
  }
  return whole;
}

/** Reads to the end; each batch must hold one record. */
async function readOnes(bytes: AsyncIterable<Uint8Array>, split: FieldSplitter): Promise<void> {
  for await (const records of readCsv(bytes, { file: 'own.csv', split })) expect(records.length).toBe(1);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield encode('a\n');
  throw new RangeError('the disk is gone');
}

describe.each(SPLITTERS)('readCsv with %s, in chunks of 1, 2, 3, 7, 64 bytes and whole', (_name, split) => {
  it.each<[claim: string, text: string, records: [line: number, ...fields: string[]][]]>([
    ['nothing in an empty file', '', []],
    ['one blank line', '\n', [[1]]],
    ['blank lines as records without fields', 'a\n\nb\n\n', [[1, 'a'], [2], [3, 'b'], [4]]],
    ['LF, CRLF and CR mixed', 'a\r\nb\rc\nd\r\re', [[1, 'a'], [2, 'b'], [3, 'c'], [4, 'd'], [5], [6, 'e']]],
    [
      'a last record without line end',
      'a,b\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a last record of blanks only',
      'a\n   ',
      [
        [1, 'a'],
        [2, '   '],
      ],
    ],
    [
      'records of blanks only',
      ' \n\t\r\n  ,\n',
      [
        [1, ' '],
        [2, '\t'],
        [3, '  ', ''],
      ],
    ],
    ['blanks in and round plain fields', ' a , b b ,  \n', [[1, ' a ', ' b b ', '  ']]],
    ['quoted fields without the blanks round them', ' "a" ,\t"b, c"\n', [[1, 'a', 'b, c']]],
    [
      'empty fields',
      ',\n,,\n"",""\n""\n',
      [
        [1, '', ''],
        [2, '', '', ''],
        [3, '', ''],
        [4, ''],
      ],
    ],
    [
      'line ends in quotes',
      '"a\nb\r\nc\rd",e\nf,g',
      [
        [1, 'a\nb\r\nc\rd', 'e'],
        [5, 'f', 'g'],
      ],
    ],
    [
      'quotes in quotes and in plain text',
      '"a ""b""",c"d"\n"""",x',
      [
        [1, 'a "b"', 'c"d"'],
        [2, '"', 'x'],
      ],
    ],
    [
      'U+FEFF as text but at byte 0',
      '\uFEFFa\n\uFEFFb,\uFEFF\n\uFEFF\n',
      [
        [1, 'a'],
        [2, '\uFEFFb', '\uFEFF'],
        [3, '\uFEFF'],
      ],
    ],
    [
      'NUL as text',
      'a\0,\0\n"\0"\n',
      [
        [1, 'a\0', '\0'],
        [2, '\0'],
      ],
    ],
    [
      'characters of 2, 3 and 4 bytes',
      'é,€\n😀,"😀é"\n',
      [
        [1, 'é', '€'],
        [2, '😀', '😀é'],
      ],
    ],
    [
      'names of Object.prototype',
      '__proto__,constructor\n1,2',
      [
        [1, '__proto__', 'constructor'],
        [2, '1', '2'],
      ],
    ],
  ])('reads %s', async (_, text, records) => {
    const { records: found, error } = await readEachWay(text, split);
    expect(error).toBeUndefined();
    expect(found).toEqual(records.map(([line, ...fields]) => ({ line, fields })));
  });

  it.each<[claim: string, bytes: string, code: string, line: number, column: number, records: number]>([
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', 'E_CSV_QUOTE', 2, 2, 1],
    ['text after a closing quote', 'a,b\n1,2\n3,"4"5\n', 'E_CSV_QUOTE', 3, 2, 2],
    ['a Latin-1 byte', 'a,b\r\n1,2\r\n3,caf\xe9\r\n4,5', 'E_CSV_ENCODING', 3, 2, 2],
    ['a Latin-1 byte in a quoted field of three lines', 'a,b\n1,"x\ny\nz\xe9"\n', 'E_CSV_ENCODING', 2, 2, 1],
    ['a character cut off by the end', 'a,b\n1,2\n3,\xf0\x9f\x98', 'E_CSV_ENCODING', 3, 2, 2],
    ['UTF-16 with a byte order mark', '\xff\xfea\0,\0b\0\n\0', 'E_CSV_ENCODING', 1, 1, 0],
    ['UTF-16 without', 'a\0,\0b\0\n\x001\0,\x002\0\n\x003\0,\x004\0', 'E_CSV_ENCODING', 1, 1, 0],
    ['the first fault of two, the quote', 'a,b\n"1"x,2\n\xe9,4', 'E_CSV_QUOTE', 2, 1, 1],
    ['the first fault of two, the byte', 'a,b\n\xe9,2\n"1"x,4', 'E_CSV_ENCODING', 2, 1, 1],
  ])('yields what stands before %s, then says where that is', async (_, bytes, code, line, column, count) => {
    const { records, error } = await readEachWay(latin1(bytes), split);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ code, exitCode: 3, file: 'own.csv', line, column });
    expect(error!.message.length + error!.hint!.length).toBeLessThan(300);
    expect(records.length).toBe(count);
  });

  it('gives the offset of a bad byte', async () => {
    const { error } = await readEachWay(latin1('name,city\n1,Orl\xe9ans\n'), split);
    expect(error!.message).toBe('byte 0xE9 at offset 15 is not valid UTF-8');
    expect(error!.hint).toBe('encoding: "windows-1252" if it comes from Windows, or save the file as UTF-8');
  });
});

describe.each(SPLITTERS)('readCsv with %s', (_name, split) => {
  it.each([',', ';', '\t', '|', '^', '.', ' ', '$', '*', '\\', ')', '[', '-', 'x', '\0', '§', '\u00a0'])(
    'splits at the delimiter %j and at nothing else',
    async (delimiter) => {
      const others = [',', ';', '|', '^', '.', '$'].filter((other) => other !== delimiter).join('');
      const text = `a${delimiter}${others}${delimiter}"b${delimiter}c"${delimiter}\n${delimiter}${delimiter}d\n`;
      const { records } = await readEachWay(text, split, delimiter);
      expect(records.map(({ fields }) => fields)).toEqual([
        ['a', others, `b${delimiter}c`, ''],
        ['', '', 'd'],
      ]);
    },
  );

  it('refuses a delimiter of two characters before it reads', async () => {
    const { error } = await readAll('a;;b', { delimiter: ';;', split });
    expect(error).toMatchObject({ code: 'E_USAGE_DELIMITER', exitCode: 2 });
  });

  it.each([',', ';', '\u00a0'])('agrees with the reference on 3,000 random texts, delimiter %j', async (delimiter) => {
    const letters = ['a', ',', '"', '"', '\n', '\r', ' ', '\uFEFF', ';', 'é', '😀', '\u00a0'];
    const text = fc.array(fc.constantFrom(...letters), { maxLength: 14 }).map((parts) => parts.join(''));
    const seen = { faults: 0, quoted: 0 };
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...CHUNK_LENGTHS), async (csv, chunkLength) => {
        const { records, error } = await readAll(csv, { delimiter, chunkLength, split });
        const expected = parseCsvReference(csv.replace(/^\uFEFF/, ''), delimiter);
        expect(records).toEqual(expected.records);
        expect(error && { line: error.line, column: error.column }).toEqual(expected.fault);
        if (error !== undefined) {
          expect(error.code).toBe('E_CSV_QUOTE');
          seen.faults++;
        } else if (csv.includes('"')) seen.quoted++;
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(seen.faults).toBeGreaterThan(300);
    expect(seen.quoted).toBeGreaterThan(300);
  });

  it('agrees with the reference on each of 63,000 characters in front of a quote', async () => {
    const codes = Array.from({ length: 0x1_0000 }, (_, code) => code).filter(
      (code) => (code < 0xd800 || code > 0xdfff) && !'\r\n",'.includes(String.fromCharCode(code)),
    );
    const text = codes.map((code) => `y,${String.fromCharCode(code)}"x${blank(code) ? ',' : ''}"\n`).join('');
    const fields = codes.map((code) => ['y', blank(code) ? 'x,' : `${String.fromCharCode(code)}"x"`]);
    expect(await readFields(text, { split })).toEqual(fields);
    expect(codes.filter(blank).length).toBe(23);
  });

  it('reads records of 2^20 characters and refuses one more, naming the line', async () => {
    const longest = `${'x,'.repeat(2 ** 19 - 1)}xx`;
    const fields = await readFields(`a\n${longest}\n`, { split });
    expect(fields.map(({ length }) => length)).toEqual([1, 2 ** 19]);
    const { records, error } = await readAll(`a\n${longest}x\n`, { split });
    expect(records.length).toBe(1);
    expect(error).toMatchObject({ code: 'E_CSV_RECORD', line: 2 });
  });

  it('gives up on a quote opened on line 3 after at most 17 more chunks of 64 KiB, where it opens', async () => {
    let chunks = 0;
    async function* endless() {
      yield encode('id,note\n1,a\n2,"b\n');
      for (;;) {
        chunks++;
        yield encode('3,c\n'.repeat(2 ** 14));
      }
    }
    const reading = async () => {
      for await (const records of readCsv(endless(), { file: 'big.csv', split })) expect(records.length).toBe(2);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'E_CSV_QUOTE', file: 'big.csv', line: 3, column: 2 });
    expect(chunks).toBeLessThanOrEqual(17);
  });

  it('reads batch by batch: after 10 batches of 512 records it has asked for no more than 11', async () => {
    const batch = encode('1,2,3\n'.repeat(512));
    let asked = 0;
    let closed = 0;
    async function* endless() {
      try {
        for (;;) {
          asked++;
          yield batch;
        }
      } finally {
        closed++;
      }
    }
    let batches = 0;
    for await (const records of readCsv(endless(), { file: 'own.csv', split })) {
      expect(records.length).toBe(512);
      batches++;
      if (batches === 10) break;
    }
    expect(asked).toBeLessThanOrEqual(11);
    expect(closed).toBe(1);
  });

  it('has its guard because fast-csv by itself loses a last record of blanks, which the comparison would catch', async () => {
    const text = 'a\n   ';
    const rows: string[][] = [];
    const parser = parseString<string[], string[]>(text, { headers: false });
    for await (const row of parser) rows.push(row);
    expect(rows).toEqual([['a']]);
    const piece = { text, lines: [1, 2], fieldCounts: [1, 1] };
    expect(() => matchRecords(piece, rows, 'own.csv')).toThrow('expected 1 fields, the parser found no record');
    expect(await readFields(text, { split })).toEqual([['a'], ['   ']]);
  });

  it('closes the source after a fault in the file, and passes on what the source throws', async () => {
    let closed = 0;
    async function* source() {
      try {
        yield encode('a,b\n"1"2\n'.repeat(3));
        yield encode('c');
      } finally {
        closed++;
      }
    }
    await expect(readOnes(source(), split)).rejects.toMatchObject({ code: 'E_CSV_QUOTE', line: 2 });
    expect(closed).toBe(1);
    await expect(readOnes(broken(), split)).rejects.toThrow('the disk is gone');
  });

  it('cuts the same batches from one chunk of 700 KB as from chunks of 1,000 bytes', async () => {
    const bytes = encode('1,"two, three",4.5\n'.repeat(37_000));
    const lengths = async (length: number) => {
      const found: number[] = [];
      for await (const records of readCsv(chunksOf(bytes, length), { file: 'own.csv', split }))
        found.push(records.length);
      return found;
    };
    const whole = await lengths(bytes.length);
    expect(whole).toEqual([...Array.from({ length: 72 }, () => 512), 136]);
    expect(await lengths(1000)).toEqual(whole);
  });
});
