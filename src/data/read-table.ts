/**
 * A CSV file as a table with its schema: header or not, which column is what, every cell checked.
 */
import { chunksOf, type ByteSource } from './byte-source.ts';
import { namesIn } from './column-name.ts';
import type { CsvRecord } from './csv/csv-record.ts';
import { delimiterHint } from './csv/delimiter.ts';
import type { Dialect } from './dialect/dialect.ts';
import { openDialect } from './dialect/open-dialect.ts';
import { ReadingLog, type Inference } from './reading-log.ts';
import { assignRoles, requireAll, type ColumnChoice, type ColumnRoles, type Schema } from './schema.ts';
import type { CellFormat } from './cells/cell.ts';
import { MissingWords } from './cells/missing.ts';
import { RecordBlock } from './csv/record-block.ts';
import { plannedColumnBuilder, type ColumnPlan } from './columns/planned-column.ts';
import { TableBuilder, type InferredTypes } from './table-builder.ts';
import { CSV_OPTIONS, type CsvOptions } from './table-options.ts';
import type { Table } from './table.ts';
import { completeOptions } from '../options/check-options.ts';
import { DataError, quoted, UsageError } from '../errors.ts';
import type { SettingName } from '../setting.ts';
import { readBlocks } from './csv/block-reader.ts';
import type { FieldSplitter } from './csv/field-splitter.ts';
import { setting, wording } from '../wording.ts';

export interface ReadTableOptions extends Partial<CsvOptions> {
  /** Splits records with quotes into fields; `splitFields` by default. */
  readonly split?: FieldSplitter;
  /** Bytes in the whole file, if known: the reader then makes room for all rows at once. */
  readonly byteLength?: number | undefined;
}

/** What a file's columns are, as given before their names are known. */
export interface CsvColumns extends ColumnChoice {
  /** Each value is a column's name or several separated by commas, and so below. */
  readonly drop?: readonly string[] | undefined;
  readonly numeric?: readonly string[] | undefined;
  readonly categorical?: readonly string[] | undefined;
  /** The words for a missing value; a listed set by default. */
  readonly missingWords?: readonly string[] | undefined;
  /** True where a missing cell is refused. */
  readonly needed?: boolean;
}

/** What a CSV file holds. */
export interface CsvTable {
  /** The names of all columns, including those left out. */
  readonly names: readonly string[];
  readonly table: Table;
  readonly schema: Schema;
  readonly targetReason: ColumnRoles['targetReason'];
  /** What the cells proved and nobody said. */
  readonly inferences: readonly Inference[];
}

/** Records can be shorter, on average, than the first ones. */
const SPARE_ROOM = 1.05;

/** What is known before any row is read. */
interface Layout {
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  readonly roles: ColumnRoles;
  readonly missingWords: readonly string[];
  readonly builder: TableBuilder<ColumnPlan>;
  /** The line of the first record, where nothing but its fields says that it is a row. */
  readonly doubtfulLine: number | null;
}

/**
 * Reads a whole CSV file from its bytes, all at once or as they come.
 *
 * @example
 * import { readTable } from 'glassnet';
 *
 * const bytes = new TextEncoder().encode('id,age,plan,bought\n007,42,pro,yes\n008,37,basic,no\n009,29,pro,no\n');
 * const { table, schema, targetReason } = await readTable(bytes, 'customers.csv');
 * console.log(table.rowCount, schema.target, targetReason); // → 3 bought last column
 * console.log(schema.id, schema.features); // → id [ 'age', 'plan' ]
 *
 * @param file what errors call it
 * @throws DataError with line and column when it can't be understood, UsageError when a chosen column isn't there;
 *   whatever the source throws.
 */
export async function readTable(
  bytes: ByteSource,
  file: string,
  { split, byteLength, ...given }: ReadTableOptions = {},
  columns: CsvColumns = {},
): Promise<CsvTable> {
  const options = completeOptions(CSV_OPTIONS, given, 'readTable', ['split', 'byteLength']);
  const log = new ReadingLog();
  const { dialect, rows } = await openDialect(chunksOf(bytes), file, options, log);
  const { delimiter, decimal, line, offset } = dialect;
  const fieldCount = dialect.names.length;
  const batches = readBlocks(rows, { file, delimiter, decimal, split, fieldCount, line, offset });
  const length = bytes instanceof Uint8Array ? bytes.length : byteLength;
  return buildTable(batches, file, dialect, columns, log, length);
}

/**
 * Builds the table from the rows of a file.
 *
 * @param byteLength of the file, if that is known
 * @throws as `readTable` does, and what the batches throw.
 */
export async function buildTable(
  batches: AsyncIterable<readonly CsvRecord[] | RecordBlock>,
  file: string,
  dialect: Dialect,
  choice: CsvColumns,
  log: ReadingLog,
  byteLength?: number,
): Promise<CsvTable> {
  const layout = startTable(file, dialect, choice);
  for await (const batch of batches) {
    if (batch instanceof RecordBlock) {
      if (byteLength !== undefined && batch.recordCount > 0) {
        layout.builder.reserve(Math.ceil((SPARE_ROOM * byteLength) / batch.bytesPerRecord));
        byteLength = undefined;
      }
      add(layout, (builder) => builder.addBlock(batch));
    } else for (const record of batch) add(layout, (builder) => builder.add(record));
  }
  const { table, types } = finishTable(layout);
  if (table.rowCount === 0) throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  return {
    names: dialect.names,
    table: { ...table, blankLineCount: dialect.blankLineCount + table.blankLineCount },
    schema: finishSchema(layout, types, file),
    targetReason: layout.roles.targetReason,
    inferences: log.inferences,
  };
}

/** What the columns are, now that all cells have been seen. */
function finishSchema({ names, hasHeader, roles, missingWords }: Layout, types: InferredTypes, file: string): Schema {
  const { target, group, time, idCandidate } = roles;
  const id = idCandidate !== null && types.get(idCandidate) === 'id' ? idCandidate : roles.id;
  if (time !== null && !['number', 'date'].includes(types.get(time)!)) {
    throw new DataError('E_SCHEMA_TIME', `column ${quoted(time)} holds neither dates such as 2024-12-31 nor numbers`, {
      file,
      field: time,
      hint: wording`${setting('time')} needs a column that tells when`,
    });
  }
  const candidates = roles.features.filter((name) => name !== id);
  const unusable = candidates.flatMap((name) => {
    const type = types.get(name);
    return type === 'text' || type === 'date-like' || type === 'empty' ? [{ name, obstacle: type }] : [];
  });
  if (candidates.length === 0) {
    throw new DataError('E_SCHEMA_FEATURES', 'no column is left to predict from', {
      file,
      hint: delimiterHint(names[0]!) ?? 'at least one column is needed beside target and ID',
    });
  }
  const isUnusable = new Set(unusable.map(({ name }) => name));
  const features = candidates.filter((name) => !isUnusable.has(name));
  return { hasHeader, target, id, group, time, missingWords, features, unusable };
}

/** Decides what the columns are, before any row is read. */
function startTable(file: string, dialect: Dialect, columns: CsvColumns): Layout {
  const { names, hasHeader, decimal, doubtfulLine } = dialect;
  const choice = { ...columns, ...knownColumns(columns, names, file), drop: namesIn(columns.drop ?? [], names) };
  const roles = assignRoles(names, choice, file);
  const features = new Set(roles.features);
  const plans = names.flatMap((name, index) => planFor(name, index, roles, features, choice) ?? []);
  const format: CellFormat = { decimal, missing: new MissingWords(columns.missingWords) };
  const builder = new TableBuilder(file, names.length, plans, (plan: ColumnPlan, lines) =>
    plannedColumnBuilder(plan, file, format, hasHeader, lines),
  );
  return { names, hasHeader, roles, missingWords: format.missing.words, builder, doubtfulLine };
}

/** What columns hold by a schema and by options; a column whose contents are given is a feature. */
function knownColumns(
  { known, only, numeric, categorical }: CsvColumns,
  names: readonly string[],
  file: string,
): Pick<ColumnChoice, 'known' | 'only'> {
  const numbers = knownNames(numeric, names, 'numeric', file);
  const categories = knownNames(categorical, names, 'categorical', file);
  const isCategory = new Set(categories);
  const both = numbers.find((name) => isCategory.has(name));
  if (both !== undefined) {
    const message = wording`column ${quoted(both)} can't be both ${setting('numeric')} and ${setting('categorical')}`;
    throw new UsageError('E_USAGE_COLUMN', message, { file, field: both });
  }
  const chosen = new Map(known);
  for (const name of numbers) chosen.set(name, { kind: 'number' });
  for (const name of categories) chosen.set(name, { kind: 'category' });
  return { known: chosen, only: only && [...new Set([...only, ...numbers, ...categories])] };
}

function planFor(
  name: string,
  index: number,
  roles: ColumnRoles,
  features: ReadonlySet<string>,
  { known, labels, needed = false }: CsvColumns,
): ColumnPlan | null {
  if (name === roles.target) return { name, index, kind: 'label', levels: labels };
  if (name === roles.group) return { name, index, kind: 'label' };
  if (name === roles.time) return { name, index, kind: 'inferred', needed: true };
  if (name === roles.idCandidate) return { name, index, kind: 'id?', needed };
  if (!features.has(name)) return null;
  return { name, index, needed, ...(known?.get(name) ?? { kind: 'inferred' }) };
}

function knownNames(
  values: readonly string[] | undefined,
  names: readonly string[],
  option: SettingName,
  file: string,
): string[] {
  const chosen = namesIn(values ?? [], names);
  requireAll(names, chosen, option, file);
  return chosen;
}

function add({ builder, doubtfulLine }: Layout, action: (builder: TableBuilder<ColumnPlan>) => void): void {
  try {
    action(builder);
  } catch (error) {
    throw hinted(error, doubtfulLine);
  }
}

function finishTable({ builder, doubtfulLine }: Layout): ReturnType<TableBuilder<ColumnPlan>['finish']> {
  try {
    return builder.finish();
  } catch (error) {
    throw hinted(error, doubtfulLine);
  }
}

/** A first record that is neither names nor a row is probably names with a number among them. */
function hinted(error: unknown, doubtfulLine: number | null): unknown {
  if (!(error instanceof DataError) || error.line !== doubtfulLine) return error;
  return error.withHint((hint) => {
    const otherwise = hint === undefined ? '' : wording`; if it is a row: ${hint}`;
    return wording`if this record names the columns: ${setting('header', 'yes')}${otherwise}`;
  });
}
