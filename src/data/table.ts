/**
 * A CSV file as typed columns: numbers as float64, texts as codes into a dictionary. Every cell has been checked on the
 * way in, so a number is finite.
 */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  /** Row i holds `levels[codes[i]]`. */
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
}

/** Reads a table's column of numbers by name. */
export function numberColumn(table: Table, name: string): Float64Array {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number')
    throw new RangeError(`the table has no column of numbers named ${JSON.stringify(name)}`);
  return column.values;
}

/** Reads a table's column of texts by name. */
export function textColumn(table: Table, name: string): TextColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'text') throw new RangeError(`the table has no column of texts named ${JSON.stringify(name)}`);
  return column;
}
