/** What the cells of all columns together prove of the way in which a file is written, and what they do not. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable, type CsvColumns, type CsvTable } from '../../../src/data/read-table.ts';
import type { InferenceKind } from '../../../src/data/reading-log.ts';
import type { CsvOptions } from '../../../src/data/table-options.ts';
import { numberColumn } from '../../../src/data/table.ts';
import { formatCsvRecord } from '../../../src/data/csv/csv-writer.ts';
import { DataError } from '../../../src/errors.ts';
import { rejectionOf } from '../../support/errors.ts';

type Cells = Readonly<Record<string, readonly string[]>>;

/** A file of these columns, and a target behind them. */
function csvOf(columns: Cells): string {
  const names = Object.keys(columns);
  const rowCount = columns[names[0]!]!.length;
  const rows = Array.from({ length: rowCount }, (_, row) => [
    ...names.map((name) => columns[name]![row]!),
    row % 2 === 0 ? 'no' : 'yes',
  ]);
  return [[...names, 'y'], ...rows].map((fields) => formatCsvRecord(fields)).join('');
}

const OPTIONS = { delimiter: ',', header: 'yes' } as const;

function read(columns: Cells, options: Partial<CsvOptions> = {}, choice: CsvColumns = {}): Promise<CsvTable> {
  const bytes = new TextEncoder().encode(csvOf(columns));
  return readTable(bytes, 'own.csv', { ...OPTIONS, ...options }, { target: 'y', id: 'none', ...choice });
}

const kindsOf = ({ inferences }: CsvTable): InferenceKind[] => inferences.map(({ kind }) => kind);

describe('the cells prove', () => {
  it.each<[string, Cells, readonly InferenceKind[], readonly number[]]>([
    [
      'commas between thousands, by a number below 1,000',
      { a: ['45,000', '1,200', '950'] },
      ['thousands'],
      [45_000, 1200, 950],
    ],
    ['the same by two groups', { a: ['1,234,567', '2,345,678'] }, ['thousands'], [1_234_567, 2_345_678]],
    ['the same by cents', { a: ['1,234.50', '2,000.00'] }, ['thousands'], [1234.5, 2000]],
    ['the same by money', { a: ['$1,234', '$2,345'] }, ['thousands', 'unit'], [1234, 2345]],
    [
      'the same by the point of another column',
      { a: ['1,234', '2,345'], b: ['0.5', '1.5'] },
      ['thousands'],
      [1234, 2345],
    ],
    ['groups as in India', { a: ['12,34,567', '1,23,456'] }, ['thousands'], [1_234_567, 123_456]],
    ['spaces between thousands', { a: ['43 524', '499'] }, ['thousands'], [43_524, 499]],
    ['apostrophes between thousands', { a: ["43'524.5", "1'499.5"] }, ['thousands'], [43_524.5, 1499.5]],
    ['a decimal comma', { a: ['12,5', '7'] }, ['decimal'], [12.5, 7]],
    ['a decimal comma, by a zero before it', { a: ['0,125', '1,250'] }, ['decimal'], [0.125, 1.25]],
    [
      'points between thousands, by a decimal comma',
      { a: ['1.234,5', '2.000,0'] },
      ['decimal', 'thousands'],
      [1234.5, 2000],
    ],
    [
      'the same by that of another column',
      { a: ['1.234', '2.000'], b: ['0,5', '1,5'] },
      ['decimal', 'thousands'],
      [1234, 2000],
    ],
    ['nothing of three decimals with a point', { a: ['1.234', '2.345', '974'] }, [], [1.234, 2.345, 974]],
    ['money before and behind, bare and owed', { a: ['$5', '7', '($2.50)', '-$1'] }, ['unit'], [5, 7, -2.5, -1]],
    ['percent, where 0 may be bare', { a: ['13.5%', '0', '7 %'] }, ['unit'], [13.5, 0, 7]],
    ['the day first', { a: ['28/06/1970', '03/01/1970'] }, ['dates'], [178, 2]],
    [
      'the day first, by another column',
      { a: ['03/01/1970', '02/01/1970'], b: ['28/06/2019', '01/01/2019'] },
      ['dates'],
      [2, 1],
    ],
    ['the month first', { a: ['01/28/70', '01/03/70'] }, ['dates'], [27, 2]],
    ['the year first, of two digits', { a: ['70/01/03', '70/01/28'] }, ['dates'], [2, 27]],
    ['nothing of names of months', { a: ['03-Jan-1970', 'Jan 28, 1970'] }, [], [2, 27]],
  ])('%s', async (_, columns, kinds, values) => {
    const file = await read(columns);
    expect(kindsOf(file)).toEqual(kinds);
    expect([...numberColumn(file.table, 'a')]).toEqual(values);
    // What is inferred can be typed: then nothing is left to infer.
    const settings = file.inferences.flatMap((inference) => inference.settings);
    const options = Object.fromEntries(
      settings.filter(({ option }) => option !== 'numeric').map((it) => [it.option, it.value]),
    );
    const numeric = settings.flatMap(({ option, value }) => (option === 'numeric' ? (value as string[]) : []));
    const again = await read(columns, options as Partial<CsvOptions>, { numeric });
    expect(kindsOf(again)).toEqual([]);
    expect(again.table).toEqual(file.table);
  });

  it.each<[string, readonly string[], InferenceKind, readonly string[]]>([
    ['kinds by 3+', ['1', '2', '3+', '1', '2', '3+'], 'kinds', ['1', '2', '3+']],
    ['kinds by >20, where it is a range', ['1', '>20', '1', '2', '2', '1'], 'kinds', ['1', '>20', '2']],
    ['kinds by lists', ['1', '1,2', '3+', '1', '1,2', '1'], 'kinds', ['1', '1,2', '3+']],
    ['codes by zeros in front', ['00501', '10001', '00501', '10001'], 'codes', ['00501', '10001']],
  ])('%s', async (_, cells, kind, levels) => {
    const file = await read({ a: cells });
    expect(kindsOf(file)).toEqual([kind]);
    expect(file.table.columns[0]).toMatchObject({ kind: 'text', levels });
    expect(file.inferences[0]!.settings).toEqual([{ option: 'categorical', value: ['a'] }]);
    expect(kindsOf(await read({ a: cells }, {}, { categorical: ['a'] }))).toEqual([]);
  });
});

describe('the cells do not prove, and the file is refused:', () => {
  it.each<[string, Cells, string, number, string, string]>([
    [
      '"1,234" alone',
      { a: ['1,234', '2,345'] },
      'E_CSV_NUMBER',
      2,
      'can be 1234 or 1.234',
      'thousands: "," or decimal: ","',
    ],
    [
      '"7,570" beside 45678',
      { a: ['7,570', '45678'] },
      'E_CSV_NUMBER',
      2,
      '"45678" on line 3 has none',
      'thousands: ","',
    ],
    [
      '12,5 among points',
      { a: ['1.5', '12,5', '2.5'] },
      'E_CSV_NUMBER',
      3,
      'as "1.5" on line 2 is written',
      'correct it',
    ],
    [
      'one decimal point, many commas',
      { a: ['1,5', '12.5', '2,5'] },
      'E_CSV_NUMBER',
      3,
      '"12.5" is not a number',
      'correct it',
    ],
    [
      'columns with two marks',
      { a: ['0.5', '1.5'], b: ['0,5', '1,5'] },
      'E_CSV_NUMBER',
      2,
      '"0.5" in column "a"',
      'categorical: "b"',
    ],
    ['one lakh alone', { a: ['852', '1,23,456', '831'] }, 'E_CSV_NUMBER', 3, 'not grouped by three', 'correct it'],
    [
      'two units',
      { a: ['$5', '$6', '€7'] },
      'E_CSV_NUMBER',
      4,
      'is in €, but "$5" on line 2 is in $',
      'write all alike',
    ],
    [
      'percent and shares',
      { a: ['5%', '6%', '0.07'] },
      'E_CSV_NUMBER',
      4,
      '"0.07" is a bare number',
      'write all alike',
    ],
    [
      'a word among measures',
      { a: ['1.5', 'unknown', '2.5', '3.5'] },
      'E_CSV_NUMBER',
      3,
      '"unknown"',
      'missingWord: ["unknown"]',
    ],
    [
      'no day above 12',
      { a: ['03/04/2024', '05/06/2024'] },
      'E_CSV_DATE',
      2,
      'no date of the file tells',
      'dateOrder: "dmy" or dateOrder: "mdy"',
    ],
    [
      'hyphens and two digits',
      { a: ['24-01-15', '24-02-20'] },
      'E_CSV_DATE',
      2,
      'the day first or the year first',
      'dateOrder: "ymd"',
    ],
    [
      'two orders',
      { a: ['28/06/2019', '27/06/2019'], b: ['06/28/2019', '06/27/2019'] },
      'E_CSV_DATE',
      2,
      '"28/06/2019" in column "a"',
      'drop: "b"',
    ],
    ['no such day', { a: ['30/02/2024', '28/01/2024', '27/01/2024'] }, 'E_CSV_DATE', 2, '"30/02/2024"', 'YYYY-MM-DD'],
  ])('%s', async (_, columns, code, line, message, hint) => {
    const error = await rejectionOf(read(columns));
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ code, line });
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  it('each hint of a mark works when typed', async () => {
    const values = async (columns: Cells, options: Partial<CsvOptions>) => [
      ...numberColumn((await read(columns, options)).table, 'a'),
    ];
    const open = { a: ['1,234', '2,345'] };
    expect(await values(open, { thousands: ',' })).toEqual([1234, 2345]);
    expect(await values(open, { decimal: ',' })).toEqual([1.234, 2.345]);
    expect(await values({ a: ['7,570', '45678'] }, { thousands: ',' })).toEqual([7570, 45_678]);
    const dates = { a: ['03/01/1970', '05/01/1970'] };
    expect(await values(dates, { dateOrder: 'dmy' })).toEqual([2, 4]);
    expect(await values(dates, { dateOrder: 'mdy' })).toEqual([59, 120]);
  });

  it('a mark that is typed does not mix: --decimal , where a column has points is refused at the point', async () => {
    const error = await rejectionOf(read({ a: ['7,570', '974'], b: ['12.5', '3.5'] }, { decimal: ',' }));
    expect(error).toMatchObject({ code: 'E_CSV_NUMBER', column: 2, line: 2 });
    expect(error.hint).not.toContain('decimal');
  });
});

/** How a number is written in a country. */
const WRITTEN = {
  plain: String,
  english: (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 }),
  german: (value: number) => value.toLocaleString('de-DE', { maximumFractionDigits: 2 }),
  french: (value: number) => value.toLocaleString('fr-FR', { maximumFractionDigits: 2 }),
  dollars: (value: number) =>
    `${value < 0 ? '-' : ''}$${Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: 2 })} `,
} as const;

const values = fc
  .array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { minLength: 1, maxLength: 20 })
  .map((cents) => {
    // What proves each notation: two groups, and decimals.
    return [1_234_567.25, 0.5, 12, ...cents.map((value) => value / 100)];
  });

describe('a file in any notation', () => {
  it('is the table of its plain twin (300 files of two columns)', async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom(...Object.keys(WRITTEN)), async (numbers, notation) => {
        const write = WRITTEN[notation as keyof typeof WRITTEN];
        const columnsBy = (written: (value: number) => string) => ({
          a: numbers.map((value) => written(value)),
          b: numbers.map((value) => written(value / 4 + 0.25)),
        });
        const rounded = (value: number) => String(Number(value.toFixed(2)));
        const plain = await read(columnsBy((value) => rounded(Number(value.toFixed(2)))));
        const other = await read(columnsBy((value) => write(Number(value.toFixed(2)))));
        for (const name of ['a', 'b']) {
          expect(numberColumn(other.table, name)).toEqual(numberColumn(plain.table, name));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('does not depend on the order of rows and columns (500 files)', async () => {
    const pools = [
      ['1,234', '974', '12,500'],
      ['1,234', '2,345'],
      ['12,5', '7,25', '3'],
      ['0.5', '12.75', '3'],
      ['1.234', '2.345', '974'],
      ['$5', '$1,200', '7'],
      ['13%', '5%', '0'],
      ['28/06/2019', '03/04/2019'],
      ['03/04/2019', '05/06/2019'],
      ['06/28/2019', '05/06/2019'],
      ['1', '2', '3+'],
      ['a', 'b'],
    ];
    const file = fc.tuple(fc.subarray(pools, { minLength: 1, maxLength: 3 }), fc.nat(), fc.nat());
    const outcomes = new Set<string>();
    const outcome = async (columns: Cells): Promise<unknown> => {
      try {
        const { table, schema } = await read(columns);
        const found = table.columns.map((column) => [
          column.name,
          column.kind === 'number' ? Array.from(column.values).toSorted() : column.levels.toSorted(),
        ]);
        return { found: found.toSorted(), format: schema.format };
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        return error.code;
      }
    };
    await fc.assert(
      fc.asyncProperty(file, async ([chosen, rotation, turn]) => {
        const columns = chosen.map((pool, i) => {
          return [`c${i}`, Array.from({ length: 12 }, (_, row) => pool[row % pool.length]!)] as const;
        });
        const by = rotation % 12;
        const turned = columns.map(([name, cells]) => [name, [...cells.slice(by), ...cells.slice(0, by)]] as const);
        const expected = await outcome(Object.fromEntries(columns));
        outcomes.add(typeof expected === 'string' ? expected : 'table');
        const start = turn % columns.length;
        const moved = [...turned.slice(start), ...turned.slice(0, start)];
        // Each error is one of the same kind, whichever column it names first.
        const found = await outcome(Object.fromEntries(moved));
        if (typeof expected === 'string') expect(typeof found).toBe('string');
        else expect(found).toEqual(expected);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect([...outcomes].toSorted()).toEqual(['E_CSV_DATE', 'E_CSV_NUMBER', 'table']);
  });
});
