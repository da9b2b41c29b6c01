/**
 * The builders of a file's columns by their roles: the target gathers labels, a column with the name of an ID is judged
 * by its values, and all others are as planned.
 */
import type { CellFormat } from '../cells/cell.ts';
import type { ColumnBuilder } from '../columns/column-builder.ts';
import { plannedColumnBuilder, type ColumnPlan } from '../columns/planned-column.ts';
import type { RowLines } from '../columns/row-lines.ts';
import type { ReadingLog } from '../reading-log.ts';
import type { TextColumn } from '../table.ts';
import { IdColumnBuilder } from './id-column.ts';
import { LabelColumnBuilder } from './label-column.ts';
import { looksLikeId } from './looks-like-id.ts';
import type { CsvColumns, PlannedColumns } from './plan-columns.ts';

export class RoleColumns {
  readonly #file: string;
  readonly #format: CellFormat;
  readonly #hasHeader: boolean;
  readonly #columns: CsvColumns;
  readonly #planned: PlannedColumns;
  readonly #log: ReadingLog;
  /** In the file's order: the first that tells rows apart is the ID. */
  readonly #ids: IdColumnBuilder[] = [];

  /** @param hasHeader whether the file names its columns, which tells IDs from measures */
  constructor(
    file: string,
    format: CellFormat,
    hasHeader: boolean,
    columns: CsvColumns,
    planned: PlannedColumns,
    log: ReadingLog,
  ) {
    this.#file = file;
    this.#format = format;
    this.#hasHeader = hasHeader;
    this.#columns = columns;
    this.#planned = planned;
    this.#log = log;
  }

  make(plan: ColumnPlan, lines: RowLines): ColumnBuilder {
    if (plan.kind === 'target') return this.labels(plan);
    if (plan.kind === 'id') return this.id(plan, lines);
    return this.other(plan, lines);
  }

  private labels({ name, index, levels }: ColumnPlan): LabelColumnBuilder {
    const place = { file: this.#file, column: index + 1, field: name };
    const { areClasses } = this.#planned;
    const missingWords = (this.#columns.missingWord ?? []).flatMap((word) => word.split(','));
    return new LabelColumnBuilder(place, this.#format, { known: levels, missingWords, areClasses }, this.#log);
  }

  private id(plan: ColumnPlan, lines: RowLines): IdColumnBuilder {
    const otherwise = this.other({ ...plan, kind: 'inferred' }, lines);
    const builder = new IdColumnBuilder(plan.name, this.#format, otherwise, (one) => this.theId() === one);
    this.#ids.push(builder);
    return builder;
  }

  private theId(): IdColumnBuilder | undefined {
    return this.#ids.find(({ tellsRowsApart }) => tellsRowsApart);
  }

  private other(plan: ColumnPlan, lines: RowLines): ColumnBuilder {
    const isId = (texts: TextColumn) => this.theId() === undefined && looksLikeId(texts, this.#hasHeader, this.#format);
    return plannedColumnBuilder(plan, this.#file, this.#format, isId, lines);
  }
}
