import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  benchCsv,
  checkRowCount,
  checkTable,
  CsvReaders,
  openCsvFile,
  repeatCsvFile,
  splitCells,
} from '../../../bench/measurements/csv.ts';
import { generateAudiobooks } from '../../../data/audiobooks.ts';
import { SystemError } from '../../../src/errors.ts';
import type { Table } from '../../../src/data/table.ts';

const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };
const folder = mkdtempSync(join(tmpdir(), 'glassnet-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('benchCsv', () => {
  it('reads 50 customers with both readers and compares all 12 columns', async () => {
    const text = `${[...generateAudiobooks({ seed: 1, rows: 50 })].join('\n')}\n`;
    const { rows, unit } = await benchCsv(write('50.csv', text), ONCE);
    expect(unit).toBe('MB/s');
    expect(rows.map(({ name, samples }) => [name, samples])).toEqual([
      ['fast-csv', 1],
      ['readTable', 1],
    ]);
    expect(rows[0]!.ratio).toBe(1);
    // Bytes of the file in medianMs; 12 digits: the same numbers, divided in another order.
    for (const row of rows) expect((row.rate * row.medianMs) / (text.length / 1000)).toBeCloseTo(1, 12);
  });

  it('gives no figure when a reader and the plain split disagree: a quoted comma', async () => {
    await expect(benchCsv(write('quoted.csv', 'a,y\n1,"x,x"\n2,z\n'), ONCE)).rejects.toThrow('row 0, y is x,x');
  });

  it('says that the file is not there: exit code 5', async () => {
    await expect(benchCsv(join(folder, 'none.csv'), ONCE)).rejects.toThrow(SystemError);
  });
});

describe('repeatCsvFile', () => {
  it('writes the header once and 2 rows 3 times, which both readers find and a file of 2 times does not pass for', async () => {
    const source = await openCsvFile(write('two.csv', 'a,y\n1.5,p\n2.5,q\n'));
    const file = await repeatCsvFile(source, 3, join(folder, 'six.csv'));
    const text = `a,y\n${'1.5,p\n2.5,q\n'.repeat(3)}`;
    expect(readFileSync(file.path, 'utf8')).toBe(text);
    expect(file.megabytes).toBe(text.length / 1e6);
    const read = async (copies: number) => {
      const readers = new CsvReaders({ ...file, copies });
      await readers.fastCsv.run();
      await readers.readTable.run();
      readers.check();
    };
    await read(3);
    await expect(read(2)).rejects.toThrow('counted 7 rows, expected 5');
  });
});

describe('checkRowCount and checkTable', () => {
  const cells = { cells: splitCells('a,y\n1.5,p\n2.5,q\n3.5,p\n'), copies: 1 };
  const table: Table = {
    rowCount: 3,
    blankLineCount: 0,
    columns: [
      { kind: 'number', name: 'a', values: Float64Array.of(1.5, 2.5, 3.5) },
      { kind: 'text', name: 'y', codes: Int32Array.of(0, 1, 0), levels: ['p', 'q'] },
    ],
  };
  const [a, y] = table.columns as [Table['columns'][number], Table['columns'][number]];

  it('accept what is right: 4 lines, and every cell', () => {
    expect(() => checkRowCount(4, cells)).not.toThrow();
    expect(() => checkTable(table, cells)).not.toThrow();
  });

  it.each([3, 5, 0, undefined])('reject %s rows of 4', (count) => {
    expect(() => checkRowCount(count, cells)).toThrow(`counted ${count} rows, expected 4`);
  });

  it.each<[string, Table | undefined, string]>([
    ['no table', undefined, 'undefined rows of undefined columns, expected 3 rows of 2 columns'],
    ['a row too few', { ...table, rowCount: 2 }, '2 rows of 2 columns'],
    ['a column too few', { ...table, columns: [a] }, '3 rows of 1 columns'],
    [
      'a wrong number',
      { ...table, columns: [{ kind: 'number', name: 'a', values: Float64Array.of(1.5, 2.5, 3.25) }, y] },
      'row 2, a is 3.25, expected 3.5',
    ],
    [
      'a NaN',
      { ...table, columns: [{ kind: 'number', name: 'a', values: Float64Array.of(NaN, 2.5, 3.5) }, y] },
      'row 0, a is NaN, expected 1.5',
    ],
    [
      'a wrong text',
      { ...table, columns: [a, { kind: 'text', name: 'y', codes: Int32Array.of(0, 0, 0), levels: ['p', 'q'] }] },
      'row 1, y is p, expected q',
    ],
    [
      'all zeros',
      { ...table, columns: [{ kind: 'number', name: 'a', values: new Float64Array(3) }, y] },
      'row 0, a is 0',
    ],
  ])('reject %s', (_, wrong, message) => {
    expect(() => checkTable(wrong, cells)).toThrow(message);
  });
});
