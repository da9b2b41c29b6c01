/**
 * Builds a Table record by record or block by block; a cell that doesn't fit its column ends the reading with an error
 * that names its line and column.
 */
import { DataError } from '../errors.ts';
import type { ColumnBuilder, ColumnContents } from './columns/column-builder.ts';
import type { PlacedColumn } from './columns/known-column.ts';
import { RowLines } from './columns/row-lines.ts';
import { isBlankLine, type CsvRecord } from './csv/csv-record.ts';
import { delimiterHint } from './csv/delimiter.ts';
import type { RecordBlock } from './csv/record-block.ts';
import type { Table } from './table.ts';

/** What columns that had to tell by their cells turned out to hold, by name. */
export type InferredTypes = ReadonlyMap<string, ColumnContents>;

/** Room that nothing is written to costs nothing, but not without end. */
const MOST_RESERVED_CELLS = 2 ** 27;

export class TableBuilder<Plan extends PlacedColumn> {
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #plans: readonly Plan[];
  readonly #columns: readonly ColumnBuilder[];
  readonly #lines = new RowLines();
  #rowCount = 0;
  #blankLineCount = 0;

  /**
   * @param fieldCount how many fields each record must have
   * @param makeColumn gives the builder of a column; it may look up the lines of the rows so far
   */
  constructor(
    file: string,
    fieldCount: number,
    plans: readonly Plan[],
    makeColumn: (plan: Plan, lines: RowLines) => ColumnBuilder,
  ) {
    this.#file = file;
    this.#fieldCount = fieldCount;
    this.#plans = plans;
    this.#columns = plans.map((plan) => makeColumn(plan, this.#lines));
  }

  /** Makes room for about `rowCount` rows. */
  reserve(rowCount: number): void {
    const most = Math.floor(MOST_RESERVED_CELLS / this.#columns.length);
    for (const column of this.#columns) column.reserve(Math.min(rowCount, most));
  }

  /** @throws DataError for a wrong number of fields or a cell that doesn't fit its column; no row is added then. */
  add(record: CsvRecord): void {
    if (isBlankLine(record, this.#fieldCount)) {
      this.#blankLineCount++;
      return;
    }
    const fields = record.fields.length === 0 ? [''] : record.fields;
    requireFieldCount(fields, this.#fieldCount, this.#file, record.line);
    try {
      for (const [i, { index }] of this.#plans.entries()) this.#columns[i]!.add(fields[index]!, record.line);
    } catch (error) {
      for (const column of this.#columns) column.truncate(this.#rowCount);
      throw error;
    }
    this.#rowCount++;
    this.#lines.push(record.line);
  }

  /**
   * Adds all records of a block, which has `fieldCount` fields.
   *
   * @throws DataError as `add` does for the first record that is refused; those before it are added.
   */
  addBlock(block: RecordBlock): void {
    const rowCount = this.#rowCount;
    try {
      for (const [i, { index }] of this.#plans.entries()) this.#columns[i]!.addCells(block, index);
    } catch (error) {
      for (const column of this.#columns) column.truncate(rowCount);
      // Columns are read one after the other: another record may be the first that is refused.
      if (error instanceof DataError) for (let row = 0; row < block.recordCount; row++) this.add(block.record(row));
      throw error;
    }
    this.#rowCount += block.recordCount;
    this.#blankLineCount += block.blankLineCount;
    for (let row = 0; row < block.recordCount; row++) this.#lines.push(block.lines[row]!);
  }

  /**
   * Empties the builder into a table.
   *
   * @throws DataError for a cell that isn't what most cells of its column are.
   */
  finish(): { table: Table; types: InferredTypes } {
    const columns = this.#columns.map((column) => column.finish());
    const types = this.#columns.flatMap(({ type }, i) => {
      return type === undefined ? [] : [[this.#plans[i]!.name, type] as const];
    });
    return {
      table: { columns, rowCount: this.#rowCount, blankLineCount: this.#blankLineCount, lines: this.#lines },
      types: new Map(types),
    };
  }
}

/** @throws DataError E_CSV_FIELDS with the record's line. */
function requireFieldCount(fields: readonly string[], expected: number, file: string, line: number): void {
  if (fields.length === expected) return;
  throw new DataError('E_CSV_FIELDS', `expected ${expected} fields, got ${fields.length}`, {
    file,
    line,
    column: Math.min(fields.length, expected) + 1,
    hint: fields.length === 1 || expected === 1 ? delimiterHint(fields.join(' ')) : undefined,
  });
}
