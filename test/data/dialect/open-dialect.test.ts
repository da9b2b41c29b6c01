/** What the opening of a file proves, and the files that look alike and prove nothing. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText, refusalOf } from '../../support/dialects.ts';
import { CHUNK_LENGTHS } from '../../support/csv.ts';

/** Twelve customers. */
const ROWS = Array.from({ length: 12 }, (_, i) => [String(20 + ((i * 7) % 31)), ['basic', 'pro'][i % 2]!, i % 3 === 0 ? 'yes' : 'no']); // prettier-ignore
const NAMES = ['age', 'plan', 'bought'];
const written = (records: readonly (readonly string[])[], delimiter = ',', end = '\n') =>
  records.map((fields) => fields.join(delimiter) + end).join('');
const body = written(ROWS);
const header = 'age,plan,bought\n';

const utf16 = (text: string, isLittle: boolean) =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );

describe('openDialect', () => {
  it('says nothing of a plain file, and starts its rows on line 2', async () => {
    const { dialect, rows, inferences } = await openText(header + body);
    expect(inferences).toEqual([]);
    expect(dialect).toMatchObject({
      delimiter: ',',
      hasHeader: true,
      names: NAMES,
      line: 2,
      offset: 16,
      encoding: 'utf-8',
    });
    expect(rows).toEqual(ROWS);
  });

  it.each([
    ['delimiter', /^delimiter ";": all 13 records/, written([NAMES, ...ROWS], ';'), { delimiter: ';' }],
    ['delimiter', /^delimiter the tab/, written([NAMES, ...ROWS], '\t'), { delimiter: '\t' }],
    ['delimiter', /^delimiter "\|"/, written([NAMES, ...ROWS], '|'), { delimiter: '|' }],
    ['delimiter', /sep=;/, `sep=;\n${written([NAMES, ...ROWS], ';')}`, { delimiter: ';', skipRows: 1 }],
    ['delimiter', /sep=;/, `"sep=;"\r\n${written([NAMES, ...ROWS], ';', '\r\n')}`, { delimiter: ';', skipRows: 1 }],
    ['delimiter', /sep=/, `sep=\\t\n${written([NAMES, ...ROWS], '\t')}`, { delimiter: '\t', skipRows: 1 }],
    ['delimiter', /sep=\^/, `sep=^\n${written([NAMES, ...ROWS], '^')}`, { delimiter: '^', skipRows: 1 }],
    ['skipped lines', /"Report of May"/, `Report of May\n\n${header}${body}`, { skipRows: 2 }],
    ['skipped lines', /"Report of May"/, `Report of May,,\n,,\n${header}${body}`, { skipRows: 2 }],
    ['skipped lines', /"# one/, `# one, two\n# three\n${header}${body}`, { skipRows: 2 }],
    ['header', /^no header: line 1 is a row/, body, { header: 'no' }],
    [
      'header',
      /units or labels, left out/,
      `age,visits,y\nyears,count,flag\n30,1,0\n41,2,1\n52,3,1\n`,
      { header: 'two' },
    ],
    ['header', /titles above the names/, `,X1,X1\nid,limit,age\n1,20,24\n2,12,26\n3,90,34\n`, { skipRows: 1 }],
    ['header', /first record names/, `sum,2020,2021\n8,1,2\n9,3,4\n`, { header: 'yes' }],
    ['names', /changed to score_2/, 'age,score,score,y\n1,2,3,0\n4,5,6,1\n', { header: 'yes' }],
    ['names', /called column_2/, 'age,,y\n1,2,0\n4,5,1\n', { header: 'yes' }],
    [
      'names',
      /ends with a delimiter that the header lacks/,
      `${header}${body.replaceAll('\n', ',\n')}`,
      { header: 'yes' },
    ],
    ['names', /header ends with a delimiter/, `age,plan,bought,\n${body}`, { header: 'yes' }],
    ['index', /is an index/, `${header}${ROWS.map((row, i) => `${i},${row.join()}\n`).join('')}`, { header: 'yes' }],
    [
      'index',
      /is an index/,
      `${header}${ROWS.map((row, i) => `"car ${i}",${row.join()}\n`).join('')}`,
      { header: 'yes' },
    ],
  ] as const)('infers the %s, saying %s, and not when the settings are given', async (kind, says, text, settings) => {
    const { inferences, rows, dialect } = await openText(text);
    expect(inferences.map(({ kind: each }) => each)).toEqual([kind]);
    expect(String(inferences[0]!.text)).toMatch(says);
    expect(Object.fromEntries(inferences[0]!.settings.map(({ option, value }) => [option, value]))).toEqual(settings);
    const again = await openText(text, settings);
    expect(again.rows).toEqual(rows);
    expect(again.dialect.names).toEqual(dialect.names);
    expect(again.inferences.filter(({ isGiven = false }) => !isGiven)).toEqual([]);
  });

  it.each([
    ['a comma file whose column of tags has semicolons', 'age,tags,y\n1,a;b,0\n2,c;d,1\n', ['age', 'tags', 'y']],
    ['a semicolon file with a comma in each row', 'age;spend;y\n1;2,5;0\n2;3,5;1\n', ['age', 'spend', 'y']],
    ['a header of words over texts that are others', 'size,colour\nbig,red\nsmall,blue\n', ['size', 'colour']],
    [
      'a header one name of which occurs below',
      'type,odor,class\nodor,x,1\ntype,y,0\nz,w,1\n',
      ['type', 'odor', 'class'],
    ],
    ['a header that occurs again', `${header}${body}${header}${body}`, NAMES],
    ['names with blanks round them', ' age , plan,bought \n1,a,b\n', NAMES],
    ['names that differ in case', 'Age,age\n1,2\n', ['Age', 'age']],
  ])('reads %s plainly', async (_what, text, names) => {
    const { dialect, inferences } = await openText(text);
    expect(dialect.names).toEqual(names);
    expect(inferences.filter(({ kind }) => kind !== 'delimiter')).toEqual([]);
  });

  it.each([
    ['two delimiters', 'a,b;c,d\n1,2;3,4\n5,6;7,8\n', 'E_CSV_DELIMITER 1: delimiter: "," or delimiter: ";"'],
    [
      'a header with another delimiter',
      'age;plan;bought\n1,pro,yes\n2,basic,no\n3,pro,no\n',
      'E_CSV_FIELDS 1: correct the header, or, if this is a title, skipRows: 1',
    ],
    [
      'words and numbers above numbers',
      'plan,17,42,bought\npro,7,82,1\nbasic,9,47,0\n',
      'E_CSV_HEADER 1: header: "yes" if it does, header: "no" if it is a row',
    ],
    [
      'words above words, and years above numbers',
      'plan,2020,2021\npro,1,2\nbasic,3,4\n',
      'E_CSV_HEADER 1: header: "yes" if it does, header: "no" if it is a row',
    ],
    [
      '0,1,2 above numbers',
      '0,1,2\n0.5,2.5,1.5\n7,2,9\n',
      'E_CSV_HEADER 1: header: "yes" if it does, header: "no" if it is a row',
    ],
    [
      'the same word over two columns of numbers',
      'name,a,b\nBob,unknown,unknown\nAnn,1,2\nEve,3,4\n',
      'E_CSV_HEADER 2: header: "two" leaves it out, header: "yes" reads it as a row',
    ],
    ['a decimal comma in each record of a comma file', 'name,price\nx,12,50\ny,13,20\nz,14,10\n', /^E_CSV_FIELDS 1/],
    [
      'numbers with thousands in each record of a comma file',
      'age,income\n30,1,200.50\n31,2,300.75\n',
      /^E_CSV_FIELDS 1/,
    ],
    ['an index, or a key before a delimiter at the end', 'a,b\n1,x,\n2,y,\n3,z,w\n', /^E_CSV_FIELDS 1/],
    ['numbers in any order that the header has no name for', 'a,b\n7,x,1\n3,y,2\n9,z,3\n', /^E_CSV_FIELDS 1/],
    ['an index that repeats', 'a,b\n7,1,x\n7,2,y\n8,3,z\n', /^E_CSV_FIELDS 1/],
    ['a header one short above one row', 'a,b\n0,1,x\n', /^E_CSV_FIELDS/],
    ['an id that would repeat behind an index', 'id,price,y\n1,12,50,0\n2,12,20,1\n3,14,10,1\n', /^E_CSV_FIELDS 1/],
    [
      'a title of two fields',
      'Report,May\nage,plan,bought,zip\n1,pro,yes,x\n2,basic,no,y\n',
      'E_CSV_FIELDS 1: name each column; if this is no header, skipRows: 1',
    ],
    ['one record with fewer fields', `${header}${body}7,x\n${body}`, 'E_CSV_FIELDS 14'],
    ['a value behind the last delimiter', `${header}${body.replaceAll('\n', ',\n')}1,pro,yes,x\n`, /^E_CSV_FIELDS 14/],
    ['columns set with blanks', 'age  plan\n1    pro\n2    basic\n', 'E_CSV_FORMAT 1: save it as CSV'],
    ['one blank between fields', 'age plan y\n1 pro 0\n2 basic 1\n', 'E_CSV_FORMAT 1: delimiter: " "'],
    ['JSON', '[{"age": 1}]', 'E_CSV_FORMAT: save it as CSV'],
    ['lists of JSON', '[[1, 2], [3, 4]]', 'E_CSV_FORMAT: save it as CSV'],
    ['HTML', '<!DOCTYPE html><table>', 'E_CSV_FORMAT: save it as CSV'],
    ['ARFF', '% a comment\n\n@RELATION iris\n@DATA\n1,2\n', /^E_CSV_FORMAT: take the lines with @ away/],
    ['a workbook', 'PK\u0003\u0004xx', /^E_CSV_FORMAT: save the sheet/],
    ['nothing', '', 'E_CSV_EMPTY'],
    ['blank lines', '\n \n\n', 'E_CSV_EMPTY'],
  ])('refuses %s', async (_what, text, refusal) => {
    const seen = await refusalOf(text);
    if (typeof refusal === 'string') expect(seen).toBe(refusal);
    else expect(seen).toMatch(refusal);
  });

  it.each([
    ['a name that begins with a bracket', '[a],b\n1,2\n3,4\n'],
    ['a name in braces', '{a},b\n1,2\n3,4\n'],
    ['a column called <html', '<html>x,b\n'.replace('<html>', '<5 years') + '1,2\n3,4\n'],
    ['a first name that begins with PK', 'PK,b\n1,2\n3,4\n'],
  ])('takes %s for CSV', async (_what, text) => {
    expect(await refusalOf(text)).toBe('2 rows');
  });

  it.each([
    [
      'a total',
      'shop,visits,y\nRome,1,a\nOslo,2,b\nTotal,3,\n',
      /^E_CSV_FOOTER 4: skipFooter: 1 leaves it out, or skipFooter: 0/,
    ],
    ['the source', 'shop,visits,y\nRome,1,a\nOslo,2,b\nSource: us\n', 'E_CSV_FOOTER 4: skipFooter: 1 leaves it out'],
    [
      'two notes',
      'shop,visits,y\nRome,1,a\nOslo,2,b\n\nSource: us\nNote: all\n',
      'E_CSV_FOOTER 5: skipFooter: 2 leaves it out',
    ],
    [
      'a total and an average',
      'shop,visits,y\nRome,1,a\nOslo,2,b\nTotal,3,\nAverage,1.5,\n',
      /^E_CSV_FOOTER 4: skipFooter: 2/,
    ],
    ['a shop called Total in the middle', 'shop,visits,y\nRome,1,a\nTotal,2,b\nOslo,3,a\n', '3 rows'],
    ['a grade called average at the end and above', 'grade,visits,y\naverage,1,a\ngood,2,b\naverage,3,a\n', '3 rows'],
    ['a name that begins with Total', 'shop,visits,y\nRome,1,a\nTotally Wine,2,b\n', '2 rows'],
    ['a last record cut off', 'shop,visits,y\nRome,1,a\nOslo,2\n', 'E_CSV_FIELDS 3'],
  ])('of %s at the end: %s', async (_what, text, refusal) => {
    const seen = await refusalOf(text);
    if (typeof refusal === 'string') expect(seen).toBe(refusal);
    else expect(seen).toMatch(refusal);
  });

  it('leaves out as many records at the end as skipFooter says, in chunks of any length', async () => {
    for (const count of [0, 1, 3, 11]) {
      for (const length of CHUNK_LENGTHS) {
        const { rows } = await openText(header + body, { skipFooter: count }, {}, length);
        expect(rows).toEqual(ROWS.slice(0, 12 - count));
      }
    }
  });
});

describe('encodings', () => {
  const text = 'café,größe,y\n1,2,0\n4,5,1\n';

  it('obeys a byte order mark of UTF-16, says so, and reads the same when it is given', async () => {
    for (const [isLittle, encoding] of [
      [true, 'utf-16le'],
      [false, 'utf-16be'],
    ] as const) {
      const bytes = utf16(`\uFEFF${text}`, isLittle);
      for (const length of CHUNK_LENGTHS) {
        const { dialect, inferences, rows } = await openText(bytes, {}, {}, length);
        expect(dialect.names).toEqual(['café', 'größe', 'y']);
        expect(rows.length).toBe(2);
        expect(inferences.map(({ kind, settings }) => [kind, settings[0]!.value])).toEqual([['encoding', encoding]]);
      }
      expect((await openText(bytes, { encoding })).inferences).toEqual([]);
      expect(await refusalOf(bytes, { encoding: 'windows-1252' })).toBe(`E_CSV_ENCODING: encoding: "${encoding}"`);
      expect(await refusalOf(utf16(text, isLittle))).toBe(`E_CSV_ENCODING: encoding: "${encoding}"`);
      expect(await refusalOf(utf16(text, isLittle), { encoding })).toBe('2 rows');
    }
  });

  it('reads what a byte order mark of UTF-8 stands before without a word', async () => {
    const { dialect, inferences } = await openText(`\uFEFF${text}`);
    expect([dialect.names[0], inferences]).toEqual(['café', []]);
  });

  it('refuses other bytes with an encoding that works when typed', async () => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(await refusalOf(bytes)).toMatch(/^E_CSV_ENCODING 1: encoding: "windows-1252"/);
    expect((await openText(bytes, { encoding: 'Latin1' })).dialect).toMatchObject({
      encoding: 'windows-1252',
      names: ['café', 'größe', 'y'],
    });
  });

  it('never offers one where characters before were UTF-8', async () => {
    const bytes = Uint8Array.of(...new TextEncoder().encode('café,y\n'), 0xe9, 0x2c, 0x31, 0x0a);
    expect(await refusalOf(bytes)).toBe('E_CSV_ENCODING 2: save the file as UTF-8');
  });

  it('names the line of bytes that mean nothing, and refuses a name that nobody knows', async () => {
    const bytes = Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x32, 0x0a, 0x82, 0x20, 0x2c, 0x33, 0x0a);
    expect(await refusalOf(bytes, { encoding: 'shift_jis' })).toMatch(/^E_CSV_ENCODING 3/);
    expect(await refusalOf(text, { encoding: 'nonsense' })).toMatch(/^E_USAGE_VALUE: such as utf-8/);
  });
});

describe('for a model', () => {
  const names = ['age', 'visits'];

  it.each([
    ['shuffled columns, one row', 'visits,x,age\n5,a,30\n', ['visits', 'x', 'age']],
    ['title lines', 'Customers\nNew, in May\nage,visits\n30,5\n', ['age', 'visits']],
    ['another delimiter', 'age;visits\n30;5\n', ['age', 'visits']],
    ['a name that is a number', 'age,visits,2024\n30,5,7\n', ['age', 'visits', '2024']],
    ['a second line of units', 'age,visits\nyears,count\n30,5\n31,6\n32,7\n', ['age', 'visits']],
    ['an index', ',age,visits\n0,30,5\n1,31,6\n', ['column_1', 'age', 'visits']],
    ['an index without a name', 'age,visits\n0,30,5\n1,31,6\n2,31,6\n3,31,6\n4,31,6\n', ['column_1', 'age', 'visits']],
  ])('the record with its names is the header: %s', async (_what, text, found) => {
    expect((await openText(text, {}, { names })).dialect.names).toEqual(found);
  });

  it('takes its delimiter where two fit, and another that the file proves', async () => {
    const two = 'a,b;c,d\n1,2;3,4\n5,6;7,8\n';
    expect((await openText(two, {}, { format: { delimiter: ';' } })).dialect.delimiter).toBe(';');
    const commas = await openText(header + body, {}, { format: { delimiter: ';' } });
    expect(commas.dialect.delimiter).toBe(',');
    expect(commas.inferences.map(({ kind }) => kind)).toEqual(['delimiter']);
  });

  it('takes its encoding for bytes that are not UTF-8, and UTF-8 for those that are', async () => {
    const text = 'café,y\n1,0\n2,1\n';
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const format = { encoding: 'windows-1252' };
    expect((await openText(latin, {}, { format })).dialect.names).toEqual(['café', 'y']);
    expect((await openText(text, {}, { format })).dialect.names).toEqual(['café', 'y']);
  });
});

describe('a table written in any dialect', () => {
  const cell = fc.constantFrom('a', 'b c', 'x,y', 'd;e', 'say "hi"', 'Zoë', '12', '3.5', '', 'f|g', 'line\nend');
  const quoteOf = (field: string, delimiter: string, always: boolean) =>
    always || /["\n\r]/.test(field) || field.includes(delimiter) ? `"${field.replaceAll('"', '""')}"` : field;

  it('comes out the same: 600 of them', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.array(fc.tuple(fc.integer({ min: 100, max: 999 }), cell, cell), { minLength: 6, maxLength: 30 }),
          delimiter: fc.constantFrom(',', ';', '\t', '|'),
          isQuoted: fc.boolean(),
          end: fc.constantFrom('\n', '\r\n', '\r'),
          mark: fc.boolean(),
          titles: fc.integer({ min: 0, max: 3 }),
          extra: fc.constantFrom('none', 'index', 'trailing'),
          encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
          length: fc.constantFrom(...CHUNK_LENGTHS),
        }),
        async ({ rows, delimiter, isQuoted, end, mark, titles, extra, encoding, length }) => {
          const line = (fields: readonly string[]) =>
            fields.map((field) => quoteOf(field, delimiter, isQuoted)).join(delimiter) + end;
          const table = rows.map((row) => row.map(String));
          // An index in front of a column that is mostly empty could be a key, with a delimiter at the end.
          fc.pre(extra !== 'index' || 2 * table.filter((row) => row[2] === '').length <= table.length);
          // A header with a name of its own, numbers below the first one.
          const lines = table.map((row, i) => {
            return extra === 'index'
              ? line([String(i), ...row])
              : extra === 'trailing'
                ? line([...row, ''])
                : line(row);
          });
          const above = `A title without more${end}`.repeat(titles);
          const text = `${mark || encoding !== 'utf-8' ? '\uFEFF' : ''}${above}${line(['amount', 'first', 'second'])}${lines.join('')}`;
          const bytes = encoding === 'utf-8' ? new TextEncoder().encode(text) : utf16(text, encoding === 'utf-16le');
          const { dialect, rows: found } = await openText(bytes, { skipFooter: 0 }, {}, length);
          const isExtra = (name: string) => name === dialect.extra;
          expect(dialect.names.filter((name) => !isExtra(name))).toEqual(['amount', 'first', 'second']);
          expect(dialect.delimiter).toBe(delimiter);
          expect(found.map((fields) => fields.filter((_, i) => !isExtra(dialect.names[i]!)))).toEqual(table);
          seen.add(`${delimiter} ${extra}`);
        },
      ),
      { seed: 1, numRuns: 600 },
    );
    expect(seen.size).toBe(12);
  });
});
