/**
 * Builds a Table record by record or block by block; a cell that doesn't fit its column ends the reading with an error that names its line
 * and column.
 */
import { DataError } from '../errors.ts';
import type { CellFormat } from './cells/cell.ts';
import {
  NumberColumnBuilder,
  TextColumnBuilder,
  unknownLabel,
  unknownLevel,
  type ColumnBuilder,
} from './columns/column-builder.ts';
import { isBlankLine, type CsvRecord } from './csv/csv-record.ts';
import { delimiterHint } from './csv/delimiter.ts';
import { InferredColumnBuilder } from './columns/inferred-column.ts';
import type { FeatureType, Obstacle } from './columns/infer-type.ts';
import { looksLikeId } from './columns/looks-like-id.ts';
import { ProvisionalColumnBuilder } from './columns/provisional-column.ts';
import type { RecordBlock } from './csv/record-block.ts';
import { RowLines } from './columns/row-lines.ts';
import type { Table, TextColumn } from './table.ts';

export interface ColumnPlan {
  readonly name: string;
  /** Place in the record, from 0. */
  readonly index: number;
  /**
   * `label` is text that may not be empty; `inferred` and `id?` are known by their cells alone, at the end; `id?` is the
   * ID if its texts are keys.
   */
  readonly kind: FeatureType | 'label' | 'inferred' | 'id?';
  /** The texts that a `label` or a `category` may be, where they are known. */
  readonly levels?: readonly string[] | undefined;
  /** True where a missing cell is refused. */
  readonly needed?: boolean;
}

/** What the `inferred` and `id?` columns turned out to hold, by name. */
export type InferredTypes = ReadonlyMap<string, FeatureType | Obstacle | 'id'>;

/** Room that nothing is written to costs nothing, but not without end. */
const MOST_RESERVED_CELLS = 2 ** 27;

export class TableBuilder {
  readonly #file: string;
  readonly #fieldCount: number;
  readonly #plans: readonly ColumnPlan[];
  readonly #columns: readonly ColumnBuilder[];
  readonly #lines = new RowLines();
  #rowCount = 0;
  #blankLineCount = 0;

  /**
   * @param fieldCount how many fields each record must have
   * @param hasHeader whether the file names its columns, which tells IDs from measures
   */
  constructor(file: string, fieldCount: number, plans: readonly ColumnPlan[], format: CellFormat, hasHeader = true) {
    this.#file = file;
    this.#fieldCount = fieldCount;
    this.#plans = plans;
    this.#columns = plans.map((plan) => columnBuilder(plan, file, format, hasHeader, this.#lines));
  }

  /** Makes room for about so many rows. */
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
    const types = this.#columns.flatMap((column, i) => {
      return column instanceof ProvisionalColumnBuilder ? [[this.#plans[i]!.name, column.type] as const] : [];
    });
    return {
      table: { columns, rowCount: this.#rowCount, blankLineCount: this.#blankLineCount },
      types: new Map(types),
    };
  }
}

function columnBuilder(
  { name, index, kind, levels, needed = false }: ColumnPlan,
  file: string,
  format: CellFormat,
  hasHeader: boolean,
  lines: RowLines,
): ColumnBuilder {
  const place = { file, column: index + 1, field: name };
  switch (kind) {
    case 'inferred': {
      const texts = new InferredColumnBuilder(place, format, needed);
      return new ProvisionalColumnBuilder(name, format, needed, texts, lines, false);
    }
    case 'id?': {
      const isId = (texts: TextColumn) => looksLikeId(texts, hasHeader, format);
      const texts = new InferredColumnBuilder(place, format, needed, isId);
      return new ProvisionalColumnBuilder(name, format, needed, texts, lines, true);
    }
    case 'label':
      return new TextColumnBuilder(place, format, { missing: 'refused if blank', levels, unknown: unknownLabel });
    case 'category':
      return new TextColumnBuilder(place, format, {
        missing: needed ? 'refused' : 'marked',
        levels,
        unknown: unknownLevel,
      });
    default:
      return new NumberColumnBuilder(place, kind, format, needed);
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
