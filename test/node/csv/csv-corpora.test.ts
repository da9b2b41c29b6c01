/**
 * CSV collections of other projects, read from beside the repository where they are.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHUNK_LENGTHS, readAll, readFields, SPLITTERS, summary } from '../../support/csv.ts';

const CORPORA = fileURLToPath(new URL('../../../../shared/corpora/', import.meta.url));

function corpus(name: string) {
  const folder = `${CORPORA}${name}/`;
  const isMissing = !existsSync(folder);
  return {
    folder,
    describe: (claim: string, tests: () => void) =>
      describe.skipIf(isMissing)(
        isMissing ? `${claim} (skipped: ../shared/corpora/${name} is not there)` : claim,
        tests,
      ),
    names: (folderInside: string) => (isMissing ? [] : readdirSync(folder + folderInside).toSorted()),
  };
}

async function expectSameEachWay(bytes: Uint8Array, delimiter = ','): Promise<void> {
  const whole = summary(await readAll(bytes, { delimiter }));
  for (const [name, split] of SPLITTERS) {
    for (const chunkLength of CHUNK_LENGTHS) {
      const reading = await readAll(bytes, { delimiter, chunkLength, split });
      expect(summary(reading), `${name}, chunks of ${chunkLength}`).toEqual(whole);
    }
  }
}

const spectrum = corpus('csv-spectrum');

spectrum.describe('csv-spectrum: rows equal the JSON', () => {
  it('has its 12 files', () => {
    expect(spectrum.names('csvs').length).toBe(12);
  });

  it.each(spectrum.names('csvs'))('%s', async (name) => {
    const bytes = readFileSync(`${spectrum.folder}csvs/${name}`);
    const json: Record<string, string> | Record<string, string>[] = JSON.parse(
      readFileSync(`${spectrum.folder}json/${name.replace('.csv', '.json')}`, 'utf8'),
    );
    const expected = [json].flat();
    // The collection's JSON has another phone number than its CSV.
    if (name === 'location_coordinates.csv') expected[0]!['Contact Phone Number'] = '2095257564';
    const [names, ...rows] = await readFields(bytes);
    expect(rows.map((row) => Object.fromEntries(row.map((field, index) => [names![index], field])))).toEqual(expected);
    await expectSameEachWay(bytes);
  });
});

const csvkit = corpus('csvkit');

/** The files that are not UTF-8; all others load. */
const REFUSED: Readonly<Record<string, { line: number; column: number; message: string }>> = {
  'test_latin1.csv': { line: 3, column: 3, message: 'byte 0xA9 at offset 16 is not valid UTF-8' },
  'test_utf16_big.csv': { line: 1, column: 1, message: 'this is UTF-16 text, expected UTF-8' },
  'test_utf16_little.csv': { line: 1, column: 1, message: 'this is UTF-16 text, expected UTF-8' },
};

csvkit.describe('csvkit: each file loads or is refused with its place', () => {
  it.each(csvkit.names('examples').filter((name) => /\.[ct]sv$/.test(name)))('%s', async (name) => {
    const bytes = readFileSync(`${csvkit.folder}examples/${name}`);
    const delimiter = name.endsWith('.tsv') ? '\t' : ',';
    const { records, error } = await readAll(bytes, { delimiter });
    const refused = REFUSED[name];
    if (refused === undefined) expect(error).toBeUndefined();
    else expect(error).toMatchObject({ code: 'E_CSV_ENCODING', ...refused });
    if (refused === undefined) expect(records.length).toBeGreaterThan(0);
    await expectSameEachWay(bytes, delimiter);
  });

  it.each([
    [
      'mac_newlines.csv',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
        ['Once upon\ra time', '5', '6'],
      ],
    ],
    [
      'null_byte.csv',
      [
        ['a', 'b', 'c'],
        ['\0', '2', '3'],
      ],
    ],
    [
      'optional_quote_characters.csv',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
    ],
    ['empty.csv', [[]]],
    [
      'test_utf8_bom.csv',
      [
        ['foo', 'bar', 'baz'],
        ['1', '2', '3'],
        ['4', '5', 'ʤ'],
      ],
    ],
  ])('%s holds what it is named for', async (name, fields) => {
    expect(await readFields(readFileSync(`${csvkit.folder}examples/${name}`))).toEqual(fields);
  });
});

interface PapaCase {
  readonly description: string;
  readonly input: string;
  readonly config: { readonly delimiter?: string };
  readonly has_function_option: readonly string[];
  readonly expected: { readonly data: string[][] };
}

interface Difference {
  readonly why: string;
  readonly fields?: string[][];
  /** Read with this delimiter, the rows are Papa's. */
  readonly delimiter?: string;
  readonly error?: { readonly code: string; readonly line?: number; readonly column?: number };
}

const FAULT = 'a quote out of place is an error here, Papa repairs and reports it';
const GUESS = 'the delimiter is never guessed here';
const DELIMITER = 'a delimiter is one character here, and no line end';
const BLANK = 'a blank line has no fields here, and none follows the last line end';

/** Where the reading differs from Papa Parse's, by the case's description. */
const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'Quoted field with whitespace around quotes': {
    why: 'fast-csv drops blanks round a quoted field',
    fields: [['A', 'B', 'C']],
  },
  'Quoted field has no closing quote': { why: FAULT, error: { code: 'E_CSV_QUOTE', line: 1, column: 2 } },
  'Quoted field has invalid trailing quote after delimiter with a valid closer': {
    why: FAULT,
    error: { code: 'E_CSV_QUOTE', line: 1, column: 1 },
  },
  'Quoted field has invalid trailing quote after delimiter': {
    why: FAULT,
    error: { code: 'E_CSV_QUOTE', line: 1, column: 2 },
  },
  'Quoted field has invalid trailing quote before delimiter': {
    why: FAULT,
    error: { code: 'E_CSV_QUOTE', line: 1, column: 2 },
  },
  'Quoted field has invalid trailing quote after new line': {
    why: FAULT,
    error: { code: 'E_CSV_QUOTE', line: 1, column: 2 },
  },
  'One column input with empty fields': {
    why: BLANK,
    fields: [['a'], ['b'], [], [], ['c'], ['d'], ['e']],
  },
  'Mixed slash n and slash r should choose first as precident': {
    why: 'LF, CRLF and CR all end a record here, in one file, too',
    fields: [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
      ['g', 'h', 'i'],
    ],
  },
  'Bad delimiter (\\n)': { why: DELIMITER, error: { code: 'E_USAGE_DELIMITER' } },
  'Multi-character delimiter': { why: DELIMITER, error: { code: 'E_USAGE_DELIMITER' } },
  'Multi-character delimiter (length 2) with quoted field': { why: DELIMITER, error: { code: 'E_USAGE_DELIMITER' } },
  'Blank line at beginning': { why: BLANK, fields: [[], ['a', 'b', 'c'], ['d', 'e', 'f']] },
  'Blank line in middle': { why: BLANK, fields: [['a', 'b', 'c'], [], ['d', 'e', 'f']] },
  'Blank lines at end': { why: BLANK, fields: [['a', 'b', 'c'], ['d', 'e', 'f'], []] },
  'Empty lines': { why: BLANK, fields: [[], ['a', 'b', 'c'], [], ['d', 'e', 'f'], []] },
  'Pipe delimiter is guessed correctly when mixed with comas': { why: GUESS, delimiter: '|' },
  'Pipe delimiter is guessed correctly when first field are enclosed in quotes and contain delimiter characters': {
    why: GUESS,
    delimiter: ';',
  },
  'Pipe delimiter is guessed correctly when some fields are enclosed in quotes and contain delimiter characters and escaoped quotes':
    { why: GUESS, delimiter: ';' },
};

const papa = corpus('papaparse');

/** The cases about plain reading: no option but the delimiter (and `newline`, which is found out here). */
function papaCases(): PapaCase[] {
  if (!existsSync(papa.folder)) return [];
  const sets: Record<string, PapaCase[]> = JSON.parse(readFileSync(`${papa.folder}cases.json`, 'utf8'));
  return [...sets['CORE_PARSER_TESTS']!, ...sets['PARSE_TESTS']!].filter(
    ({ input, config, has_function_option }) =>
      typeof input === 'string' &&
      has_function_option.length === 0 &&
      Object.keys(config).every((option) => option === 'delimiter' || option === 'newline'),
  );
}

papa.describe('Papa Parse: rows equal the cases, but for differences that are named', () => {
  const cases = papaCases();

  it.each(cases.map((one) => [one.description, DIFFERENCES[one.description]?.why ?? 'equal', one] as const))(
    '%s (%s)',
    async (description, _, { input, config, expected }) => {
      const difference = DIFFERENCES[description];
      const delimiter = difference?.delimiter ?? config.delimiter ?? ',';
      const { records, error } = await readAll(input, { delimiter });
      if (difference?.error !== undefined) expect(error).toMatchObject(difference.error);
      else expect(error).toBeUndefined();
      if (difference?.error === undefined) {
        expect(records.map(({ fields }) => fields)).toEqual(difference?.fields ?? expected.data);
      }
      await expectSameEachWay(new TextEncoder().encode(input), delimiter);
    },
  );

  it('has a case for each difference, and at least 60 without', () => {
    const names = new Set(cases.map(({ description }) => description));
    expect(Object.keys(DIFFERENCES).filter((name) => !names.has(name))).toEqual([]);
    expect(cases.filter(({ description }) => !(description in DIFFERENCES)).length).toBeGreaterThanOrEqual(60);
  });
});
