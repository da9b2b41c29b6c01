/**
 * A CSV file as a table with its schema: header or not, which column is what, every cell checked.
 */
import { chunksOf, type ByteSource } from './byte-source.ts';
import type { CellFormat } from './cells/cell.ts';
import { MISSING_WORDS, MissingWords } from './cells/missing.ts';
import { completeFormat, type ValueFormat } from './cells/value-format.ts';
import { readBlocks } from './csv/block-reader.ts';
import type { CsvRecord } from './csv/csv-record.ts';
import type { FieldSplitter } from './csv/field-splitter.ts';
import { RecordBlock } from './csv/record-block.ts';
import type { ColumnPlan } from './columns/planned-column.ts';
import { unusualCsv } from './csv-format.ts';
import type { Dialect } from './dialect/dialect.ts';
import { withoutFooter } from './dialect/footer.ts';
import { openDialect } from './dialect/open-dialect.ts';
import { resolveFormat, type GivenFormat } from './notation/resolve-format.ts';
import { ReadingLog, FaultyFile, type Faults, type Inference } from './reading-log.ts';
import { finishedSchema } from './roles/finished-schema.ts';
import { RoleColumns } from './roles/role-columns.ts';
import { withLabels } from './roles/labelled-rows.ts';
import { planColumns, type CsvColumns, type PlannedColumns } from './roles/plan-columns.ts';
import type { ColumnRoles, Schema } from './schema.ts';
import { TableBuilder } from './table-builder.ts';
import { CSV_OPTIONS, type CsvOptions } from './table-options.ts';
import type { Table } from './table.ts';
import { completeOptions } from '../options/check-options.ts';
import { DataError } from '../errors.ts';

export type { CsvColumns } from './roles/plan-columns.ts';

export interface ReadTableOptions extends Partial<CsvOptions> {
  /** Splits records with quotes into fields; `splitFields` by default. */
  readonly split?: FieldSplitter;
  /** Bytes in the whole file, if known: the reader then makes room for all rows at once. */
  readonly byteLength?: number | undefined;
  /** `collect`: what is wrong with cells and records is in the result, and columns at fault are not in the table. */
  readonly faults?: FaultMode | undefined;
}

type FaultMode = 'throw' | 'collect';

/** What a CSV file holds. */
export interface CsvTable {
  /** The names of all columns, including those left out. */
  readonly names: readonly string[];
  readonly table: Table;
  readonly schema: Schema;
  readonly targetReason: ColumnRoles['targetReason'];
  /** What the cells proved and nobody said. */
  readonly inferences: readonly Inference[];
  /** What is wrong with the file; nothing unless faults are collected. */
  readonly faults: Faults;
  /** The options that give the same table with nothing left to infer. */
  readonly format: CsvOptions;
}

/** Records can be shorter, on average, than the first ones. */
const SPARE_ROOM = 1.05;

/** How the rows of a file are read. */
interface ReadingRows {
  /** Of the file, if that is known. */
  readonly byteLength?: number | undefined;
  readonly faults?: FaultMode | undefined;
}

/** What is known before any row is read. */
interface Layout {
  readonly planned: PlannedColumns;
  readonly missingWords: readonly string[];
  readonly builder: TableBuilder<ColumnPlan>;
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
 * @throws DataError with line and column when it can't be understood: the first fault in the file, which says how many
 *   more there are; UsageError when a chosen column isn't there; whatever the source throws.
 */
export async function readTable(
  bytes: ByteSource,
  file: string,
  { split, byteLength, faults, ...given }: ReadTableOptions = {},
  columns: CsvColumns = {},
): Promise<CsvTable> {
  const options = completeOptions(CSV_OPTIONS, given, 'readTable', ['split', 'byteLength', 'faults']);
  const log = new ReadingLog();
  const format = completeFormat(options, columns.format);
  const { dialect, rows } = await openDialect(chunksOf(bytes), file, { ...options, ...format }, log, {
    names: columns.only,
    format: columns.csv,
  });
  const { delimiter, decimal, line, offset } = dialect;
  const fieldCount = dialect.names.length;
  const blocks = readBlocks(rows, { file, delimiter, decimal, split, fieldCount, line, offset });
  const batches = withoutFooter(blocks, dialect, { file, skipFooter: options.skipFooter });
  const length = bytes instanceof Uint8Array ? bytes.length : byteLength;
  return buildTable(batches, file, dialect, { ...columns, format }, log, { byteLength: length, faults });
}

/**
 * Builds the table from the rows of a file.
 *
 * @throws as `readTable` does, and what the batches throw.
 */
export async function buildTable(
  batches: AsyncIterable<readonly CsvRecord[] | RecordBlock>,
  file: string,
  dialect: Dialect,
  choice: CsvColumns,
  log: ReadingLog,
  { byteLength, faults = 'throw' }: ReadingRows = {},
): Promise<CsvTable> {
  log.doubtfulLine = dialect.doubtfulLine;
  const { planned, missingWords, builder } = startTable(file, dialect, choice, log);
  // The dialect tells of its index; a schema knows it, and somebody may want it.
  const { extra: index } = dialect;
  if (index !== null && (choice.only !== undefined || planned.isSaid(index))) log.withdraw('index', index);
  try {
    await addRows(batches, builder, byteLength);
  } catch (error) {
    // What breaks the records ends the reading; faults above it come first.
    if (!(error instanceof DataError)) throw error;
    log.fault(error);
    throw new FaultyFile(log.faults);
  }
  const { table: whole, types, format } = finishTable(builder, { ...choice.format, scanned: dialect.decimal }, log);
  if (whole.rowCount === 0) {
    log.requireNoFaults();
    throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  }
  const { names, hasHeader, extra } = dialect;
  const csv = unusualCsv(dialect);
  const table = withLabels(whole, planned, file, log);
  const schema = {
    format,
    ...(csv && { csv }),
    ...finishedSchema({ file, names, hasHeader, missingWords, planned, whole, table, types }, log),
  };
  if (faults === 'throw') log.requireNoFaults();
  return {
    names: names.filter((name) => name !== extra),
    table: { ...table, blankLineCount: dialect.blankLineCount + table.blankLineCount },
    schema,
    targetReason: planned.roles.targetReason,
    inferences: log.inferences,
    faults: log.faults,
    format: formatOf(dialect, format),
  };
}

/** Decides what the columns are, before any row is read. */
function startTable(file: string, dialect: Dialect, columns: CsvColumns, log: ReadingLog): Layout {
  const { names, hasHeader, decimal } = dialect;
  const planned = planColumns(dialect, columns, file);
  const words = [...(columns.missingWords ?? MISSING_WORDS), ...(columns.missingWord ?? []).flatMap(wordsIn)];
  const format: CellFormat = { ...columns.format, decimal, missing: new MissingWords([...new Set(words)]) };
  const builders = new RoleColumns(file, format, hasHeader, columns, planned, log);
  const builder = new TableBuilder(
    file,
    names.length,
    planned.plans,
    (plan: ColumnPlan, lines) => builders.make(plan, lines),
    (fault) => {
      log.fault(fault);
    },
  );
  return { planned, missingWords: format.missing.words, builder };
}

async function addRows(
  batches: AsyncIterable<readonly CsvRecord[] | RecordBlock>,
  builder: TableBuilder<ColumnPlan>,
  byteLength: number | undefined,
): Promise<void> {
  let isReserved = byteLength === undefined;
  for await (const batch of batches) {
    if (batch instanceof RecordBlock) {
      if (!isReserved && batch.recordCount > 0) {
        builder.reserve(Math.ceil((SPARE_ROOM * byteLength!) / batch.bytesPerRecord));
        isReserved = true;
      }
      builder.addBlock(batch);
    } else for (const record of batch) builder.add(record);
  }
}

function wordsIn(list: string): string[] {
  return list.split(',');
}

/** The format in full, so that nothing of it is left to find out. */
function formatOf({ options }: Dialect, { decimal, thousands = 'none', dateOrder }: ValueFormat): CsvOptions {
  return { header: 'auto', ...options, decimal, thousands, ...(dateOrder !== undefined && { dateOrder }) };
}

/** Decides how the file is written by all of its columns, and reads them so; the log takes what is wrong. */
function finishTable(
  builder: TableBuilder<ColumnPlan>,
  given: GivenFormat,
  log: ReadingLog,
): ReturnType<TableBuilder<ColumnPlan>['finish']> & { readonly format: ValueFormat } {
  let format: ValueFormat = { decimal: given.scanned };
  const fault = (error: DataError): void => {
    log.fault(error);
  };
  const finished = builder.finish((columns) => {
    const { format: resolved, refused } = resolveFormat(columns, given, log);
    format = resolved;
    return (column) => ({ format, isRefused: column !== null && refused.has(column), fault });
  });
  return { ...finished, format };
}
