/** The pure splitter against fast-csv, on what the record guard lets through. */
import { parseString } from 'fast-csv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireDelimiter } from '../../../src/data/csv/delimiter.ts';
import { splitFields, splitPlainFields, type FieldSplitter } from '../../../src/data/csv/field-splitter.ts';
import { RecordGuard, type RecordPiece } from '../../../src/data/csv/record-guard.ts';
import { DataError } from '../../../src/errors.ts';
import { fastCsvSplitter } from '../../../src/node/csv/fast-csv-splitter.ts';

const FILE = 'own.csv';

/** fast-csv by itself, for text with and without quotes. */
function parsed(text: string, delimiter: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(text, { headers: false, delimiter })
      .on('error', reject)
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}

/** The pieces of whole records that stand before the first fault. */
function piecesOf(text: string, delimiter: string): { pieces: RecordPiece[]; hasFault: boolean } {
  const guard = new RecordGuard(FILE, delimiter);
  const pieces: RecordPiece[] = [];
  try {
    for (const piece of guard.push(text)) pieces.push(piece);
    for (const piece of guard.end()) pieces.push(piece);
  } catch (error) {
    if (error instanceof DataError) return { pieces, hasFault: true };
    throw error;
  }
  return { pieces, hasFault: false };
}

/** White space of every kind that \s knows but line ends: U+FEFF is one. */
const BLANKS = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code)).filter((character) =>
  /[^\S\r\n]/.test(character),
);

const isLegal = (delimiter: string) => {
  try {
    requireDelimiter(delimiter);
    return true;
  } catch {
    return false;
  }
};
const delimiters = fc.oneof(
  fc.constantFrom(',', ';', '|', '\t', ' ', '\0', '.', '*', '\\', '^', '-', ']', 'x', '\u2028'),
  fc.constantFrom(...BLANKS).filter(isLegal),
  fc
    .integer({ min: 0, max: 0xffff })
    .map((code) => String.fromCharCode(code))
    .filter(isLegal),
);

const blanks = fc.string({ unit: fc.oneof(fc.constant(' '), fc.constantFrom(...BLANKS)), maxLength: 2 });
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'x', ',', ';', '"', '""', '\n', '\r', '\r\n', ' ', '\t', '\uFEFF', '\0', '\u2028', 'é', '😀'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 5,
});

/** A file of which most fields are well formed, and half are quoted. */
const files = delimiters.chain((delimiter) => {
  const quoted = fc.tuple(blanks, texts, blanks).map(([a, text, b]) => `${a}"${text.replaceAll('"', '""')}"${b}`);
  const plain = fc.tuple(blanks, texts).map(([a, text]) => `${a}${text.replaceAll(/["\r\n]/g, '')}`);
  const field = fc.oneof(
    { arbitrary: quoted, weight: 10 },
    { arbitrary: plain, weight: 10 },
    { arbitrary: texts, weight: 6 },
  );
  const record = fc.array(field, { maxLength: 4 }).map((fields) => fields.join(delimiter));
  const lines = fc.array(fc.tuple(record, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 5 });
  return fc.record({ delimiter: fc.constant(delimiter), text: lines.map((parts) => parts.flat().join('')) });
});

const seen = { pieces: 0, quoted: 0, faults: 0, fields: 0 };

/** Fails at the first of 4,000 files for which a splitter and fast-csv have different fields. */
const expectFieldsOfFastCsv = (split: FieldSplitter) =>
  fc.assert(
    fc.asyncProperty(files, async ({ text, delimiter }) => {
      const { pieces, hasFault } = piecesOf(text, delimiter);
      if (hasFault) seen.faults++;
      for (const piece of pieces) {
        const expected = await parsed(piece.text, delimiter);
        seen.pieces++;
        if (piece.text.includes('"')) seen.quoted++;
        seen.fields += expected.flat().length;
        expect(expected.map(({ length }) => length)).toEqual(piece.fieldCounts);
        expect(await split(piece, FILE, delimiter)).toEqual(expected);
      }
    }),
    { seed: 1, numRuns: 4000 },
  );

const RULES = [
  'that a doubled quote is one',
  'that blanks round quotes are dropped',
  'that blanks elsewhere are kept',
  'that a delimiter can stand in quotes',
  'that a line end can stand in quotes',
  'that a delimiter is no blank',
  'that the first U+FEFF is a byte order mark',
  'that a quote may stand within plain text',
] as const;

/** Another splitter by regular expressions, which can forget one rule. */
function otherSplitter(forgets?: (typeof RULES)[number]): FieldSplitter {
  const [inQuotes, inText] = [
    forgets === 'that a delimiter can stand in quotes',
    forgets === 'that a line end can stand in quotes',
  ];
  return ({ text }, _file, delimiter) => {
    const mark = `\\u${delimiter.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const blank = forgets === 'that a delimiter is no blank' ? '[^\\S\\n]*' : `(?:(?!${mark})[^\\S\\n])*`;
    const around = forgets === 'that blanks round quotes are dropped' ? '' : blank;
    const inside = `(?:[^"${inQuotes ? mark : ''}${inText ? '\\n' : ''}]|"")*`;
    const quoteless = forgets === 'that a quote may stand within plain text' ? '"' : '';
    const field = new RegExp(`${around}"(${inside})"${around}|([^${mark}\\n${quoteless}]*)`, 'y');
    const hasMark = text.startsWith('\uFEFF') && forgets !== 'that the first U+FEFF is a byte order mark';
    const records: string[][] = [[]];
    let at = hasMark ? 1 : 0;
    while (at < text.length) {
      const isBlankLine = text[at] === '\n' && (at === 0 || records.at(-1)!.length === 0);
      field.lastIndex = at;
      const [whole, quoted, plain] = field.exec(text)!;
      const doubled = forgets === 'that a doubled quote is one' ? '""' : '"';
      const kept = forgets === 'that blanks elsewhere are kept' ? plain?.trim() : plain;
      if (!isBlankLine) records.at(-1)!.push(quoted?.replaceAll('""', doubled) ?? kept!);
      at += whole.length;
      if (text[at] !== delimiter && text[at] !== '\n') return records;
      if (text[at] === '\n') records.push([]);
      at++;
    }
    return records.slice(0, -1);
  };
}

describe('splitFields', () => {
  it('has the fields of fast-csv in 4,000 files, with every legal delimiter and every blank', async () => {
    await expectFieldsOfFastCsv(splitFields);
    expect(BLANKS.length).toBe(23);
    expect(seen.faults).toBeGreaterThan(200);
    expect(seen.pieces - seen.quoted).toBeGreaterThan(200);
    expect(seen.quoted).toBeGreaterThan(2000);
    expect(seen.fields).toBeGreaterThan(10_000);
  });

  it('has them for every one of 63,000 characters as the delimiter, next to quotes and within', async () => {
    for (let code = 0; code < 0x1_0000; code++) {
      const delimiter = String.fromCharCode(code);
      if (!isLegal(delimiter)) continue;
      const text = `a${delimiter} "b${delimiter}""c"\t${delimiter}${delimiter}\n\n${delimiter}"\n"\n`;
      const [piece] = piecesOf(text, delimiter).pieces;
      const fields = splitFields(piece!, FILE, delimiter);
      // Blank delimiters split blanks, too.
      const outer = [
        ...(delimiter === ' ' ? ['a', ''] : ['a']),
        `b${delimiter}"c`,
        ...(delimiter === '\t' ? [''] : []),
      ];
      if (delimiter !== 'a') expect(fields, delimiter).toEqual([[...outer, '', ''], [], ['', '\n']]);
      if (code % 97 === 0 || code < 256) expect(fields, delimiter).toEqual(await parsed(piece!.text, delimiter));
    }
  });

  it("has those of Node's splitter, which leaves text without quotes to a plain one", async () => {
    for (const text of ['a,b\n\n 1 , 2\n', '"a",b\n"1,\n""2""" ,x\n']) {
      const [piece] = piecesOf(text, ',').pieces;
      expect(await fastCsvSplitter(piece!, FILE, ',')).toEqual(splitFields(piece!, FILE, ','));
    }
  });

  it('takes a record of 2²⁰ tabs, each of which could be a blank, in one pass', async () => {
    const text = `"a"${'\t'.repeat(2 ** 20 - 3)}\n`;
    const [piece] = piecesOf(text, '\t').pieces;
    const [fields] = await splitFields(piece!, FILE, '\t');
    expect(fields!.length).toBe(2 ** 20 - 2);
  });

  it.each(RULES)('a splitter that forgets %s is caught', async (rule) => {
    await expect(expectFieldsOfFastCsv(otherSplitter(rule))).rejects.toThrow('Property failed after');
  });

  it('a splitter made another way that forgets nothing passes', async () => {
    await expectFieldsOfFastCsv(otherSplitter());
  });
});

describe('splitPlainFields', () => {
  const unit = fc.constantFrom(
    'a',
    '1',
    ',',
    ';',
    '|',
    '\t',
    '\n',
    '\n',
    ' ',
    '\u00A0',
    '\0',
    "'",
    '\\',
    '\uFEFF',
    'é',
    '😀',
  );
  const text = fc.string({ unit, maxLength: 60 });

  it('gives what fast-csv gives, for 3,000 texts of lines without quotes whose first field has a character', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(',', ';', '|', '\t'), async (content, delimiter) => {
        // The guard quotes a first field of blanks, which fast-csv drops.
        const lines = content.split('\n').map((line) => (/^\s+$/.test(line.split(delimiter)[0]!) ? `x${line}` : line));
        const whole = `${lines.join('\n')}\n`;
        expect(splitPlainFields(whole, delimiter)).toEqual(await parsed(whole, delimiter));
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});
