/**
 * All faults of a file come at once: the first one in the file is thrown and counts the others, or all are listed.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/csv-reader.ts';
import { openDialect } from '../../src/data/dialect/open-dialect.ts';
import { buildTable, readTable, type CsvColumns } from '../../src/data/read-table.ts';
import { FaultyFile, inferredError, ReadingLog } from '../../src/data/reading-log.ts';
import { completeOptions } from '../../src/options/check-options.ts';
import { CSV_OPTIONS } from '../../src/data/table-options.ts';
import { DataError } from '../../src/errors.ts';
import { chunksOf } from '../support/csv.ts';
import { rejectionOf } from '../support/errors.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, columns: CsvColumns = {}) => readTable(bytesOf(text), 'own.csv', {}, columns);
const list = async (text: string, columns: CsvColumns = {}) => {
  const { faults } = await readTable(bytesOf(text), 'own.csv', { faults: 'collect' }, columns);
  return faults;
};

/** Good rows, and what else stands among them by line. */
function fileWith(bad: Readonly<Record<number, string>>, count = 30): string {
  const lines = Array.from(
    { length: count },
    (_, i) => bad[i + 2] ?? `${i % 7},${i % 2 ? 'yes' : 'no'},${i % 3},${i % 2}`,
  );
  return `a,member,b,y\n${lines.join('\n')}\n`;
}

describe('faults of a file', () => {
  it('are thrown as the first one in the file, which counts the others', async () => {
    const content = fileWith({ 9: 'x,yes,2,0', 4: '1,2', 20: '1,yes,?,1', 22: '1,no,y,1', 25: '1,2,3,4,5' });
    const error = await rejectionOf(read(content));
    expect(error).toBeInstanceOf(FaultyFile);
    expect(error).toMatchObject({ name: 'DataError', code: 'E_CSV_FIELDS', line: 4, column: 3, exitCode: 3 });
    expect(error.message).toBe('expected 4 fields, got 2; and 3 more');
    const { first, count } = await list(content);
    expect(count).toBe(4);
    expect(first.map(({ code, line }) => [code, line])).toEqual([
      ['E_CSV_FIELDS', 4],
      ['E_CSV_NUMBER', 9],
      ['E_CSV_NUMBER', 22],
      ['E_CSV_FIELDS', 25],
    ]);
  });

  it('alone are as they are', async () => {
    const error = await rejectionOf(read(fileWith({ 4: '1,2' })));
    expect(error.message).toBe('expected 4 fields, got 2');
    expect((await list(fileWith({}))).count).toBe(0);
  });

  it('in several cells of one record are several', async () => {
    const known = new Map([
      ['a', { kind: 'boolean' } as const],
      ['member', { kind: 'boolean' } as const],
    ]);
    const content = fileWith({ 5: 'x,perhaps,2,0', 7: '1,maybe,2,0' }).replace(/^[2-6],/gm, '1,');
    const { first } = await list(content, { known });
    expect(first.map(({ line, column }) => [line, column])).toEqual([
      [5, 1],
      [5, 2],
      [7, 2],
    ]);
  });

  it('beyond 20 are counted, and the 20 that stand first are kept, whenever they were found', async () => {
    const bad = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [i + 5, '1,2']));
    const { first, count } = await list(fileWith({ ...bad, 3: 'x,yes,2,0' }, 90));
    expect(count).toBe(25);
    expect(first).toHaveLength(20);
    expect(first.slice(0, 3).map(({ line }) => line)).toEqual([3, 5, 6]);
  });

  it('above a quote that breaks the records come first; below it nothing is read', async () => {
    const content = fileWith({ 4: '1,2', 9: '1,"yes"x,2,0', 12: '1' });
    const error = await rejectionOf(read(content));
    expect(error).toMatchObject({ code: 'E_CSV_FIELDS', line: 4 });
    expect((error as FaultyFile).faults).toMatchObject({
      count: 2,
      first: [{ line: 4 }, { code: 'E_CSV_QUOTE', line: 9 }],
    });
    expect(await rejectionOf(list(content))).toMatchObject({ code: 'E_CSV_FIELDS', line: 4 });
    const alone = await rejectionOf(read(fileWith({ 9: '1,"yes"x,2,0' })));
    expect(alone).toMatchObject({ code: 'E_CSV_QUOTE', line: 9 });
    expect(alone.message).not.toContain('more');
  });

  it('of labels that a model does not know are one a text', async () => {
    const content = fileWith({ 4: '1,yes,2,7', 6: '1,no,2,7', 9: '1,no,2,8' });
    const { first, count } = await list(content, { labels: ['0', '1'], target: 'y' });
    expect(count).toBe(2);
    expect(first.map(({ code, line }) => [code, line])).toEqual([
      ['E_DATA_LABEL', 4],
      ['E_DATA_LABEL', 9],
    ]);
  });

  it('take their column out of the features, and leave the others', async () => {
    const content = fileWith({ 9: 'x,yes,2,0', 4: '1,2' });
    const { schema, table } = await readTable(bytesOf(content), 'own.csv', { faults: 'collect' });
    expect(schema.features).toEqual(['member', 'b']);
    expect(table.rowCount).toBe(29);
    expect(table.lines!.at(2)).toBe(5);
  });

  it('of a column asked for by name that has no value is one', async () => {
    const content = 'a,fax,y\n1,,n\n2,NA,m\n1,,n\n';
    expect(await rejectionOf(read(content, { numeric: ['fax'] }))).toMatchObject({
      code: 'E_SCHEMA_EMPTY',
      field: 'fax',
    });
    expect((await read(content)).schema.unusable).toEqual([{ name: 'fax', obstacle: 'empty' }]);
  });
});

it('the first fault, and how many there are, depend neither on chunks nor on the way of the records (400 files)', async () => {
  const cell = fc.constantFrom('1', '2.5', '-3', 'x', '', 'NA', '1,5', 'yes', '"q"', ' 7 ');
  const record = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(fc.constantFrom('1', '2', '3.5'), fc.constantFrom('4', '5'), fc.constantFrom('n', 'm', '')),
    },
    { weight: 1, arbitrary: fc.array(cell, { minLength: 1, maxLength: 4 }) },
  );
  let faulty = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 3, maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      async (records, size) => {
        const content = `a,b,y\n${records.map((fields) => fields.join(',')).join('\n')}\n`;
        const known: CsvColumns = {
          target: 'y',
          id: 'none',
          known: new Map([['a', { kind: 'boolean' }]]),
          labels: ['n'],
        };
        for (const columns of [{ target: 'y' }, known]) {
          const whole = await outcome(
            readTable(bytesOf(content), 'own.csv', { header: 'yes', delimiter: ',', skipFooter: 0 }, columns),
          );
          const chunked = await outcome(
            readTable(
              chunksOf(bytesOf(content), size),
              'own.csv',
              { header: 'yes', delimiter: ',', skipFooter: 0 },
              columns,
            ),
          );
          expect(chunked).toEqual(whole);
          expect(await outcome(readRecords(content, columns))).toEqual(whole);
          if (whole.count > 0) faulty++;
        }
      },
    ),
    { seed: 1, numRuns: 400 },
  );
  expect(faulty).toBeGreaterThan(200);
});

/** The same file by the plain way, without a block. */
async function readRecords(content: string, columns: CsvColumns) {
  const log = new ReadingLog();
  const options = completeOptions(CSV_OPTIONS, { header: 'yes', delimiter: ',', skipFooter: 0 }, 'test');
  const { dialect, rows } = await openDialect(chunksOf(bytesOf(content), 64), 'own.csv', options, log);
  const { delimiter, line, offset } = dialect;
  const records = readCsv(rows, { file: 'own.csv', delimiter, line, offset });
  return buildTable(records, 'own.csv', dialect, columns, log);
}

async function outcome(reading: Promise<unknown>) {
  try {
    await reading;
    return { count: 0 };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { code, message, line, column, field } = error;
    const all = error instanceof FaultyFile ? error.faults : { count: 1, first: [] };
    const places = all.first.map((fault) => [fault.code, fault.line, fault.column, fault.message]);
    return { code, message, line, column, field, count: all.count, places };
  }
}

describe('what was inferred, where nothing may be', () => {
  const strict = async (text: string, columns: CsvColumns = {}) =>
    inferredError((await read(text, columns)).inferences, 'own.csv', 'a schema says it');

  it('is refused with the options that say the same; typed, nothing is left', async () => {
    const content = `C1,fax,b,y\n${Array.from({ length: 30 }, (_, i) => `K${i},,${i % 7},${i % 2}`).join('\n')}\n`;
    const error = (await strict(content))!;
    expect(error).toMatchObject({ code: 'E_CSV_INFERRED', exitCode: 3, field: 'C1' });
    expect(error.message).toMatch(/^inferred, which strict refuses: column "C1" is the ID: .*; and 1 more$/);
    expect(error.hint).toBe('id: "C1" drop: ["fax"]');
    expect(await strict(content, { id: 'C1', drop: ['fax'] })).toBeNull();
  });

  it('has another way out where no option says it', async () => {
    const content = fileWith({ 5: '1,yes,2,', 6: '1,yes,2,NA' });
    expect(await strict(content)).toMatchObject({ code: 'E_CSV_INFERRED', field: 'y', hint: 'a schema says it' });
    // A model, or a schema, knows the classes: rows without one are told, and no more.
    const { inferences } = await read(content, { target: 'y', labels: ['0', '1'] });
    expect(inferences.map(({ kind }) => kind)).toEqual(['rows without a label']);
    expect(inferredError(inferences, 'own.csv')).toBeNull();
  });

  it('is nothing in a plain file', async () => {
    expect(await strict(fileWith({}))).toBeNull();
  });
});
