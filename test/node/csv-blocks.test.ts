import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECIMAL_MARKS } from '../../src/data/number.ts';
import { RecordBlock } from '../../src/data/record-block.ts';
import { GlassnetError } from '../../src/errors.ts';
import { readBlocks } from '../../src/node/csv-blocks.ts';
import { readCsv } from '../../src/node/csv-reader.ts';
import { buildTable, type CsvColumns, type CsvOptions } from '../../src/node/read-table.ts';
import { CHUNK_LENGTHS, chunksOf } from '../support/csv.ts';

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
const column = fc
  .tuple(fc.constantFrom(integer, decimal, word, fc.constantFrom('0', '1'), oddNumber), fc.boolean())
  .map(([cells, mayMiss]) =>
    mostly(mostly(mayMiss ? fc.oneof(cells, missing) : cells, oddNumber, 100), fc.oneof(word, odd), 150),
  );

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const content = fc.record({
  delimiter: fc.constantFrom(',', ',', ';', '\t', '|'),
  columns: fc.array(column, { minLength: 1, maxLength: 4 }),
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
async function outcome(reading: ReturnType<typeof buildTable>): Promise<unknown> {
  try {
    const { names, table, schema, targetReason } = await reading;
    const columns = table.columns.map((column) => ({
      ...column,
      ...(column.kind === 'number' ? { values: [...column.values] } : { codes: [...column.codes] }),
    }));
    return { names, columns, rowCount: table.rowCount, blankLineCount: table.blankLineCount, schema, targetReason };
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    const { code, message, hint, file, line, column, field } = error;
    return { code, message, hint, file, line, column, field };
  }
}

const file = 'own.csv';

async function readBothWays(bytes: Uint8Array, options: CsvOptions, choice: CsvColumns = {}, lengths = CHUNK_LENGTHS) {
  const slow = await outcome(
    buildTable(readCsv(chunksOf(bytes, 2 ** 16), { file, ...options }), file, options, choice),
  );
  const fast: unknown[] = [];
  for (const length of lengths) {
    const blocks = readBlocks(chunksOf(bytes, length), { file, ...options });
    fast.push(await outcome(buildTable(blocks, file, options, choice)));
  }
  return { slow, fast };
}

const options: CsvOptions = { delimiter: ',', header: 'auto', decimal: '.' };

// eslint-disable-next-line
async function countBlockRows(text: string): Promise<{ rows: number; all: number }> {
  let [rows, all] = [0, 0];
  for await (const batch of readBlocks(chunksOf(encode(text), 2 ** 16), { file, ...options })) {
    if (batch instanceof RecordBlock) rows += batch.recordCount;
    all += batch instanceof RecordBlock ? batch.recordCount : batch.length;
  }
  return { rows, all };
}

describe('readBlocks', () => {
  it('has the same table, or the same error, as the parser alone: 1,500 files, chunks of 1, 2, 3, 7, 64 bytes and whole', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        csvBytes,
        fc.constantFrom(...DECIMAL_MARKS, '.' as const),
        fc.constantFrom<CsvColumns>({}, { id: 'none' }, { needed: true }, { missingWords: ['-1', '', '7'] }),
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
});
