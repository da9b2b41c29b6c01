/**
 * CSV collections of other projects as tables, the way training reads them: each cell stands in its column and row, or
 * the file is refused with its name; nothing shifts silently.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCell } from '../../../src/data/cells/cell.ts';
import { isBlankLine } from '../../../src/data/csv/csv-record.ts';
import type { ValueFormat } from '../../../src/data/cells/value-format.ts';
import { trimBlanks } from '../../../src/data/cells/blanks.ts';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import type { Column, Table } from '../../../src/data/table.ts';
import { DataError } from '../../../src/errors.ts';
import { readAll } from '../../support/csv.ts';
import { readOwnCsv } from '../../support/own-csv.ts';

const CORPORA = fileURLToPath(new URL('../../../../shared/corpora/', import.meta.url));
const isThere = existsSync(CORPORA);
const title = (claim: string) => (isThere ? claim : `${claim} (skipped: ../shared/corpora is not there)`);
const missing = new MissingWords();
/** Where these are inferred, rows or labels are fewer or others than the records. */
const OTHERWISE: ReadonlySet<string> = new Set(['rows without a label', 'labels', 'skipped lines']);

interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly delimiter: string;
}

const SOURCES: readonly Source[] = isThere
  ? [...filesIn('csv-spectrum/csvs'), ...filesIn('csvkit/examples'), ...papaCases()]
  : [];

describe.skipIf(!isThere)(title('csv-spectrum, csvkit and papaparse as tables'), () => {
  it('are 12 + 30 or more + 90 or more files', () => {
    expect(SOURCES.length).toBeGreaterThan(130);
  });

  it('hold each cell in its place, or are refused by name; neither happens to all', async () => {
    const outcomes = { tables: 0, cells: 0, refusals: 0 };
    for (const source of SOURCES) {
      const { records } = await readAll(inUtf8(source.bytes), { delimiter: source.delimiter });
      const read = await tableOf(source);
      if (read instanceof DataError) {
        expect(read.file, source.name).toMatch(/own\.csv$/);
        expect(read.message.length + (read.hint?.length ?? 0), source.name).toBeLessThan(500);
        outcomes.refusals++;
        continue;
      }
      if (read === null) continue;
      const width = records.find((record) => !isBlankLine(record, 0))!.fields.length;
      const rows = records.filter((record) => !isBlankLine(record, width)).slice(1);
      outcomes.tables++;
      outcomes.cells += requireCells(
        read,
        rows.map(({ fields }) => (fields.length === 0 ? [''] : fields)),
        source.name,
      );
    }
    expect(outcomes.tables).toBeGreaterThan(30);
    expect(outcomes.refusals).toBeGreaterThan(30);
    expect(outcomes.cells).toBeGreaterThan(1400);
  });

  it('a table shifted by one row or column would be noticed', async () => {
    const source = SOURCES.find(({ name }) => name === 'simple.csv')!;
    const { table, target, format } = (await tableOf(source)) as ReadTable;
    expect(() => requireCells({ table, target, format }, [['1', '2', '3'].toReversed()], 'reversed')).toThrow(
      'reversed',
    );
    expect(() =>
      requireCells({ table: { ...table, rowCount: 2 }, target, format }, [['1', '2', '3']], 'longer'),
    ).toThrow('longer');
  });
});

interface ReadTable {
  readonly table: Table;
  readonly target: string;
  readonly format: ValueFormat;
}

/** UTF-16 is read where a byte order mark says so. */
function inUtf8(bytes: Uint8Array): Uint8Array {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return new TextEncoder().encode(new TextDecoder('utf-16be').decode(bytes));
  if (first === 0xff && second === 0xfe) return new TextEncoder().encode(new TextDecoder('utf-16le').decode(bytes));
  return bytes;
}

/** The table with the header's names; all columns are kept, and the last one with a value is the target. */
async function tableOf({ bytes, delimiter }: Source): Promise<ReadTable | DataError | null> {
  try {
    // A row without a label is left out; here the last column may be empty.
    const { table, schema, inferences } = await readOwnCsv(bytes, { id: 'none' }, { delimiter, header: 'yes' });
    const isLabelled = inferences.every(({ kind }) => !OTHERWISE.has(kind));
    return isLabelled ? { table, target: schema.target, format: schema.format! } : null;
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

/** How many cells were compared. */
function requireCells(
  { table: { columns, rowCount }, target, format }: ReadTable,
  rows: readonly (readonly string[])[],
  name: string,
): number {
  expect(rowCount, name).toBe(rows.length);
  for (const [index, column] of columns.entries()) {
    const isTarget = column.name === target;
    for (const [row, cells] of rows.entries()) {
      expect(cellOf(column, row), `${name}: ${column.name}, row ${row}`).toEqual(
        expectedCell(column, cells[index]!, isTarget, format),
      );
    }
  }
  return rows.length * columns.length;
}

function cellOf(column: Column, row: number): string | number | undefined {
  return column.kind === 'number' ? column.values[row] : column.levels[column.codes[row]!];
}

function expectedCell(
  column: Column,
  text: string,
  isTarget: boolean,
  format: ValueFormat,
): string | number | undefined {
  const isMissing = !isTarget && missing.has(text);
  if (column.kind === 'text') return isMissing ? undefined : trimBlanks(text);
  return isMissing ? Number.NaN : parseCell(text, column.notation ?? 'number', format, column.unit);
}

function filesIn(folder: string): Source[] {
  return readdirSync(join(CORPORA, folder))
    .filter((name) => /\.[ct]sv$/.test(name))
    .map((name) => {
      const delimiter = name.endsWith('.tsv') ? '\t' : ',';
      return { name, bytes: readFileSync(join(CORPORA, folder, name)), delimiter };
    });
}

function papaCases(): Source[] {
  const cases = JSON.parse(readFileSync(join(CORPORA, 'papaparse/cases.json'), 'utf8')) as
    PapaCase[] | Record<string, PapaCase[]>;
  return Object.values(cases)
    .flat()
    .filter(({ input, config }) => typeof input === 'string' && isDelimiter(config?.delimiter))
    .map(({ description, input, config }) => ({
      name: description,
      bytes: new TextEncoder().encode(input),
      delimiter: config?.delimiter || ',',
    }));
}

interface PapaCase {
  readonly description: string;
  readonly input: string;
  readonly config?: { readonly delimiter?: string };
}

function isDelimiter(delimiter: string | undefined): boolean {
  return delimiter === undefined || delimiter === '' || /^[^"\r\n]$/.test(delimiter);
}
