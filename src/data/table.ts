/**
 * A CSV file as typed columns: numbers as float64, texts as codes into a dictionary. Every cell has been checked on the
 * way in: a number is finite, or NaN where the cell says that the value is missing.
 */
import { RowLines } from './columns/row-lines.ts';

/** How the numbers of a column stand in the file: as numbers, as words for no (0) and yes (1), as dates (in days). */
export const NOTATIONS = ['number', 'boolean', 'date'] as const;
export type Notation = (typeof NOTATIONS)[number];

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** NaN where missing. */
  readonly values: Float64Array;
  /** `number` where left out. */
  readonly notation?: Notation;
  /** The sign of their money, or `%`, if they are written with one. */
  readonly unit?: string;
}

export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  /** Row i holds `levels[codes[i]]`; −1 where missing. */
  readonly codes: Int32Array;
  /** The distinct texts, in order of first appearance. */
  readonly levels: readonly string[];
}

export type Column = NumberColumn | TextColumn;

export interface Table {
  /** The columns that were asked for, in the file's order. */
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** Blank lines that were skipped. */
  readonly blankLineCount: number;
  /** The physical line of each row, where the table was read from a file. */
  readonly lines?: { at(row: number): number };
}

export function numbers(name: string, values: Float64Array, notation: Notation, unit = ''): NumberColumn {
  return { kind: 'number', name, values, ...(notation !== 'number' && { notation }), ...(unit !== '' && { unit }) };
}

/** The columns of each table by name, made when they are first asked for. */
const indexes = new WeakMap<Table['columns'], ReadonlyMap<string, Column>>();

/** The table's column of that name, if it was read. */
export function findColumn({ columns }: Table, name: string): Column | undefined {
  let index = indexes.get(columns);
  if (index === undefined) {
    index = new Map(columns.map((column) => [column.name, column]));
    indexes.set(columns, index);
  }
  return index.get(name);
}

/** Reads a table's column by name. */
export function columnNamed(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column === undefined) throw new RangeError(`the table has no column named ${JSON.stringify(name)}`);
  return column;
}

/** Reads a table's column of numbers by name. */
export function numberColumn(table: Table, name: string): Float64Array {
  const column = columnNamed(table, name);
  if (column.kind !== 'number') throw new RangeError(`column ${JSON.stringify(name)} is no column of numbers`);
  return column.values;
}

/** Reads a table's column of texts by name. */
export function textColumn(table: Table, name: string): TextColumn {
  const column = columnNamed(table, name);
  if (column.kind !== 'text') throw new RangeError(`column ${JSON.stringify(name)} is no column of texts`);
  return column;
}

/** The numbers of all rows of a table with so many. */
export function allRows(rowCount: number): Int32Array {
  return Int32Array.from({ length: rowCount }, (_, row) => row);
}

export function isMissing(column: Column, row: number): boolean {
  return column.kind === 'text' ? column.codes[row] === -1 : Number.isNaN(column.values[row]);
}

/** How many of the column's cells are missing. */
export function countMissing(column: Column): number {
  const cells = column.kind === 'text' ? column.codes : column.values;
  const missing = column.kind === 'text' ? -1 : Number.NaN;
  if (!cells.includes(missing)) return 0;
  let count = 0;
  for (let row = 0; row < cells.length; row++) if (Object.is(cells[row], missing)) count++;
  return count;
}

/** The table of these rows alone, in this order; texts that none of them has are gone. */
export function tableOfRows(table: Table, rows: Int32Array): Table {
  const { lines } = table;
  return {
    ...table,
    rowCount: rows.length,
    columns: table.columns.map((column) => columnOfRows(column, rows)),
    ...(lines !== undefined && { lines: linesOfRows(lines, rows) }),
  };
}

function linesOfRows(lines: NonNullable<Table['lines']>, rows: Int32Array): RowLines {
  const kept = new RowLines();
  for (const row of rows) kept.push(lines.at(row));
  return kept;
}

function columnOfRows(column: Column, rows: Int32Array): Column {
  if (column.kind === 'number') return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  const codeOf = new Map<number, number>([[-1, -1]]);
  const levels: string[] = [];
  const codes = rows.map((row) => {
    const code = column.codes[row]!;
    if (!codeOf.has(code)) codeOf.set(code, levels.push(column.levels[code]!) - 1);
    return codeOf.get(code)!;
  });
  return { ...column, codes, levels };
}
