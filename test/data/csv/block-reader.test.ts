import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvRecord } from '../../../src/data/csv/csv-record.ts';
import { DECIMAL_MARKS } from '../../../src/data/cells/number.ts';
import { RecordBlock } from '../../../src/data/csv/record-block.ts';
import { GlassnetError } from '../../../src/errors.ts';
import { readBlocks } from '../../../src/data/csv/block-reader.ts';
import { readCsv } from '../../../src/data/csv/csv-reader.ts';
import { withoutFooter } from '../../../src/data/dialect/footer.ts';
import { openDialect } from '../../../src/data/dialect/open-dialect.ts';
import { buildTable, readTable, type CsvColumns, type CsvTable } from '../../../src/data/read-table.ts';
import { ReadingLog } from '../../../src/data/reading-log.ts';
import { completeFormat } from '../../../src/data/cells/value-format.ts';
import type { CsvOptions } from '../../../src/data/table-options.ts';
import { fastCsvSplitter as split } from '../../../src/node/csv/fast-csv-splitter.ts';
import { CHUNK_LENGTHS, chunksOf, readAll } from '../../support/csv.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** Seldom `odd`, so that most records are plain. */
const mostly = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>, weight = 60) =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: odd, weight: 1 });

const integer = fc.integer({ min: -20, max: 3000 }).map(String);
const decimal = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 999 }))
  .map(([a, b]) => `${a}.${b}`);
const oddNumber = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
  fc.constantFrom('+5', '-0', '-0.00', '.5', '5.', '1e3', '1E-3', ' 7', '8 ', '007', '-007', '00000000012', '1e400'),
  fc.constantFrom('9007199254740993', '12345678901', '1234567890123456', '0x10', '1,5', '1_000', '-', '--1', '1.2.3'),
);
const word = fc.constantFrom('a', 'b', 'yes', 'no', 'Zürich', '東京', 'none', '__proto__', 'x y', '2024-12-31');
const missing = fc.constantFrom('', '', 'NA', ' ', 'null', '?');
const odd = fc.constantFrom(
  '"q"',
  '"a,""b"\n',
  ' "x" ',
  'a"b',
  '"',
  '\0',
  '\v',
  '\u007F',
  '\uFEFF',
  '\u00A0',
  '"1"',
  '"x"y',
);
const columnOf = fc
  .tuple(fc.constantFrom(integer, decimal, word, fc.constantFrom('0', '1'), oddNumber), fc.boolean())
  .map(([cells, mayMiss]) =>
    mostly(mostly(mayMiss ? fc.oneof(cells, missing) : cells, oddNumber, 100), fc.oneof(word, odd), 150),
  );

/** Every column but the target is said to hold this, whether the file has names or not. */
const KNOWN: readonly CsvColumns[] = (['number', 'boolean', 'date', 'category'] as const).map((kind) => ({
  known: new Map([0, 1, 2].flatMap((i) => [`name ${i}`, `column_${i + 1}`]).map((name) => [name, { kind }])),
}));

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const content = fc.record({
  delimiter: fc.constantFrom(',', ',', ';', '\t', '|'),
  columns: fc.array(columnOf, { minLength: 1, maxLength: 4 }),
  ends: fc.oneof(lineEnd.map(fc.constant), fc.constant(lineEnd)),
  before: fc.constantFrom('', '', '\uFEFF', '\n', '  \n'),
  hasHeader: fc.boolean(),
});
const csv = content.chain(({ delimiter, columns, ends, before, hasHeader }) => {
  const record = fc.tuple(...columns).map((cells) => cells.join(delimiter));
  const oddRecord = fc.oneof(
    fc.constantFrom('', '', ' ', '\t', 'é', 'a"', delimiter),
    record.map((text) => text + delimiter),
  );
  const lines = fc.array(fc.tuple(mostly(record, oddRecord, 100), ends), { maxLength: 60 });
  return fc.tuple(lines, fc.boolean()).map(([parts, endsLast]) => {
    const header = hasHeader ? `${columns.map((_, i) => `name ${i}`).join(delimiter)}\n` : '';
    const text = before + header + parts.map(([line, end]) => line + end).join('');
    return { delimiter, text: endsLast ? text : text.replace(/(\r\n|\r|\n)$/, '') };
  });
});
const csvBytes = fc
  .tuple(csv, mostly(fc.constant(null), fc.tuple(fc.nat(), fc.constantFrom(0xe9, 0xff, 0x00, 0xe2, 0x80)), 10))
  .map(([{ text, delimiter }, fault]) => {
    const bytes = encode(text);
    if (fault !== null && bytes.length > 0) bytes[fault[0] % bytes.length] = fault[1];
    return { bytes, delimiter };
  });

/** What a person would see of a table, or of the error, NaN and −0 told apart from other values. */
async function outcome(reading: Promise<CsvTable>): Promise<unknown> {
  try {
    const { names, table, schema, targetReason } = await reading;
    const columns = table.columns.map((each) => ({
      ...each,
      ...(each.kind === 'number' ? { values: [...each.values] } : { codes: [...each.codes] }),
    }));
    return { names, columns, rowCount: table.rowCount, blankLineCount: table.blankLineCount, schema, targetReason };
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    const { code, message, hint, file, line, column, field } = error;
    return { code, message, hint, file, line, column, field };
  }
}

const file = 'own.csv';

/** By fast-csv alone, and in blocks with the pure splitter for what isn't plain. */
async function readBothWays(bytes: Uint8Array, options: CsvOptions, choice: CsvColumns = {}, lengths = CHUNK_LENGTHS) {
  const slow = await outcome(readByParser(bytes, options, choice));
  const fast: unknown[] = [];
  for (const length of lengths) fast.push(await outcome(readTable(chunksOf(bytes, length), file, options, choice)));
  return { slow, fast };
}

/** Every row by fast-csv. */
async function readByParser(bytes: Uint8Array, options: CsvOptions, choice: CsvColumns): Promise<CsvTable> {
  const log = new ReadingLog();
  const { dialect, rows } = await openDialect(chunksOf(bytes, 2 ** 16), file, options, log);
  const { delimiter, line, offset } = dialect;
  return buildTable(
    withoutFooter(readCsv(rows, { file, delimiter, split, line, offset }), dialect, { file }),
    file,
    dialect,
    { ...choice, format: completeFormat(options) },
    log,
  );
}

const options = { delimiter: ',', header: 'auto', decimal: '.' } as const;

/** The records that the scanner and the parser found, and how many the scanner did. */
async function readRecords(text: string, delimiter = ',', length = 2 ** 16) {
  const records: CsvRecord[] = [];
  let plainCount = 0;
  for await (const batch of readBlocks(chunksOf(encode(text), length), { file, delimiter, decimal: '.' })) {
    if (batch instanceof RecordBlock) plainCount += batch.recordCount;
    for (const record of batch instanceof RecordBlock ? batch.records() : batch) records.push(record);
  }
  return { records, plainCount };
}

describe('readBlocks', () => {
  it('has the same table, or the same error, as fast-csv alone: 1,500 files, chunks of 1, 2, 3, 7, 64 bytes and whole', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        csvBytes,
        fc.constantFrom(...DECIMAL_MARKS, '.' as const),
        fc.constantFrom<CsvColumns>({}, { id: 'none' }, { needed: true }, { missingWords: ['-1', '', '7'] }, ...KNOWN),
        async ({ bytes, delimiter }, mark, choice) => {
          const { slow, fast } = await readBothWays(bytes, { ...options, delimiter, decimal: mark }, choice);
          seen.add((slow as { code?: string }).code ?? 'table');
          for (const each of fast) expect(each).toEqual(slow);
        },
      ),
      { seed: 1, numRuns: 1500 },
    );
    // The files must reach the faults that they are meant for.
    expect([...seen]).toEqual(
      expect.arrayContaining(['table', 'E_CSV_FIELDS', 'E_CSV_QUOTE', 'E_CSV_ENCODING', 'E_CSV_NUMBER', 'E_CSV_RANGE']),
    );
  });

  it('yields the records of readCsv without the blank ones, for every delimiter in ASCII: 2,000 files', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'01a.,;"\n\r \té\uFEFF'), maxLength: 4 });
    const ascii = fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(ascii, fc.constantFrom(';', '\t', 'é')).filter((text) => !'"\r\n'.includes(text)),
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 30 }),
        fc.constantFrom(...CHUNK_LENGTHS),
        async (delimiter, rows, length) => {
          const text = `first${delimiter}record, in plain text\n${rows.map((row) => `${row.join(delimiter)}\n`).join('')}`;
          const slow = await readAll(text, { delimiter, split });
          const fast = await readRecords(text, delimiter, length).catch((error: unknown) => ({ error, records: [] }));
          const { error } = fast as { error?: Error };
          expect(error?.message).toBe(slow.error?.message);
          if (error !== undefined) return;
          const wanted = ({ fields }: CsvRecord) => fields.length > 0;
          expect(fast.records.filter(wanted)).toEqual(slow.records.filter(wanted));
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('leaves the first record and few bytes round a quoted one to the parser, and 9,900 of 10,000 records to the scanner', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => (i === 5000 ? `"${i}",x\n` : `${i},x\n`));
    const { records, plainCount } = await readRecords(lines.join(''));
    expect(records.map(({ fields }) => fields[0])).toEqual(Array.from(lines.keys(), String));
    expect(plainCount).toBeGreaterThan(9900);
  });

  it('gives the parser nearly all of a file in which every other record is quoted, in few pieces', async () => {
    const text = '1,x\n"2",y\n'.repeat(50_000);
    let batches = 0;
    for await (const _ of readBlocks(chunksOf(encode(text), 2 ** 16), { file, ...options })) batches++;
    expect(batches).toBeLessThan(400);
  });

  it('refuses a record of 2²⁰ + 1 characters, plain as it is, as the parser does, and takes one of 2²⁰', async () => {
    for (const [length, code] of [
      [2 ** 20, undefined],
      [2 ** 20 + 1, 'E_CSV_RECORD'],
    ] as const) {
      const text = `id,y\n1,2\n3,4\n5,6\n7,8\n9,10\n0,${'1'.repeat(length - 2)}\n`;
      const reading = readRecords(text, ',', 2 ** 18);
      if (code === undefined) expect((await reading).records.at(-1)!.fields[1]!.length).toBe(length - 2);
      else await expect(reading).rejects.toMatchObject({ code, line: 7, column: 2 });
    }
  });

  it('yields what stands before a fault first', async () => {
    const seen: string[] = [];
    const reading = async () => {
      for await (const batch of readBlocks(chunksOf(encode('a,b\n'.repeat(1000) + '"a"x,b\n'), 100), {
        file,
        ...options,
      })) {
        for (const { fields } of batch instanceof RecordBlock ? batch.records() : batch) seen.push(fields[0]!);
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'E_CSV_QUOTE', line: 1001 });
    expect(seen.length).toBe(1000);
  });

  it('knows UTF-16 by its first 16 bytes, line ends among them', async () => {
    const bytes = Uint8Array.from([...'y,x\n1,2\n3,4\n5,6\n'].flatMap((character) => [character.charCodeAt(0), 0]));
    const { slow, fast } = await readBothWays(bytes, options);
    expect(slow).toMatchObject({ code: 'E_CSV_ENCODING', message: expect.stringContaining('UTF-16') as string });
    expect(fast).toEqual(fast.map(() => slow));
  });
});
