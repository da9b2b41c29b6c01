/**
 * Builds a Table record by record or block by block. A cell that doesn't fit its column ends the reading with an error
 * that names its line and column; or the error is noted, and reading goes on without the column.
 */
import { DataError } from '../errors.ts';
import type { ColumnBuilder, ColumnContents, ColumnDecision } from './columns/column-builder.ts';
import type { ColumnEvidence } from './notation/column-evidence.ts';
import type { PlacedColumn } from './columns/known-cells.ts';
import { RowLines } from './columns/row-lines.ts';
import { isBlankLine, requireFieldCount, type CsvRecord } from './csv/csv-record.ts';
import type { RecordBlock } from './csv/record-block.ts';
import type { Column, Table } from './table.ts';

/** What columns that had to tell by their cells turned out to hold, by name. */
export type InferredTypes = ReadonlyMap<string, ColumnContents>;

/** Room that nothing is written to costs nothing, but not without end. */
const MOST_RESERVED_CELLS = 2 ** 27;

export class TableBuilder<Plan extends PlacedColumn> {
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #plans: readonly Plan[];
  readonly #columns: readonly ColumnBuilder[];
  readonly #onFault: ((fault: DataError) => void) | undefined;
  readonly #lines = new RowLines();
  /** How many cells of each column were refused. */
  readonly #refused: Int32Array;
  #rowCount = 0;
  #blankLineCount = 0;

  /**
   * @param fieldCount how many fields each record must have
   * @param makeColumn gives the builder of a column; it may look up the lines of the rows so far
   * @param onFault takes what would be thrown: a record of a wrong length is then left out, and so is, from the table,
   *   a column with a fault
   */
  constructor(
    file: string,
    fieldCount: number,
    plans: readonly Plan[],
    makeColumn: (plan: Plan, lines: RowLines) => ColumnBuilder,
    onFault?: (fault: DataError) => void,
  ) {
    this.#file = file;
    this.#fieldCount = fieldCount;
    this.#plans = plans;
    this.#columns = plans.map((plan) => makeColumn(plan, this.#lines));
    this.#onFault = onFault;
    this.#refused = new Int32Array(plans.length);
  }

  /** Makes room for about `rowCount` rows. */
  reserve(rowCount: number): void {
    const most = Math.floor(MOST_RESERVED_CELLS / this.#columns.length);
    for (const column of this.#columns) column.reserve(Math.min(rowCount, most));
  }

  /**
   * @throws DataError for a wrong number of fields or a cell that doesn't fit its column; no row is added then. With
   *   `onFault`, nothing.
   */
  add(record: CsvRecord): void {
    if (isBlankLine(record, this.#fieldCount)) {
      this.#blankLineCount++;
      return;
    }
    let fields: readonly string[];
    try {
      fields = requireFieldCount(record, this.#fieldCount, this.#file);
    } catch (error) {
      this.note(error);
      return;
    }
    for (const [i, { index }] of this.#plans.entries()) {
      try {
        this.#columns[i]!.add(fields[index]!, record.line);
      } catch (error) {
        if (this.#onFault === undefined) this.truncate();
        this.note(error);
        this.#refused[i]!++;
      }
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
    try {
      for (const [i, { index }] of this.#plans.entries()) this.#columns[i]!.addCells(block, index);
    } catch (error) {
      this.truncate();
      if (!(error instanceof DataError)) throw error;
      // Columns are read one after the other: another record may be the first that is refused.
      for (let row = 0; row < block.recordCount; row++) this.add(block.record(row));
      this.#blankLineCount += block.blankLineCount;
      return;
    }
    this.#rowCount += block.recordCount;
    this.#blankLineCount += block.blankLineCount;
    for (let row = 0; row < block.recordCount; row++) this.#lines.push(block.lines[row]!);
  }

  /** Forgets the cells behind the last row. */
  private truncate(): void {
    for (const [i, column] of this.#columns.entries()) column.truncate(this.#rowCount - this.#refused[i]!);
  }

  private note(error: unknown): void {
    if (this.#onFault === undefined || !(error instanceof DataError)) throw error;
    this.#onFault(error);
  }

  /**
   * Empties the builder into a table.
   *
   * @param decide how the file is written, by all that the columns say
   * @throws DataError where nothing decides, for a cell that isn't what most cells of its column are.
   */
  finish(decide?: (columns: readonly ColumnEvidence[]) => (column: ColumnEvidence | null) => ColumnDecision): {
    table: Table;
    types: InferredTypes;
  } {
    const evidence = decide && this.#columns.map((column) => column.evidence?.() ?? null);
    const decisionFor = evidence && decide(evidence.filter((each) => each !== null));
    const columns: Column[] = [];
    const types = new Map<string, ColumnContents>();
    for (const [i, builder] of this.#columns.entries()) {
      const column = builder.finish(decisionFor?.(evidence![i]!));
      if (this.#refused[i] !== 0) continue;
      if (column !== null) columns.push(column);
      if (builder.type !== undefined) types.set(this.#plans[i]!.name, builder.type);
    }
    const [rowCount, blankLineCount] = [this.#rowCount, this.#blankLineCount];
    return { table: { columns, rowCount, blankLineCount, lines: this.#lines }, types };
  }
}
