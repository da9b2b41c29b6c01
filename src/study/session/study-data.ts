/**
 * The rows of a study: a table prepared as `train` prepares it, or bare arrays, and how to find one row in them.
 */
import { textColumn, type Table } from '../../data/table.ts';
import type { KnownColumn, Schema } from '../../data/schema.ts';
import { readTable, type CsvColumns } from '../../data/read-table.ts';
import type { FieldSplitter } from '../../data/csv/field-splitter.ts';
import type { Inference } from '../../data/reading-log.ts';
import type { CsvOptions } from '../../data/table-options.ts';
import type { Feature } from '../../preprocessing/features/feature.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { labelTable } from '../../preprocessing/label-table.ts';
import type { GivenPrepareOptions } from '../../preprocessing/preparation-options.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { gatherRows } from '../../tensor/operations.ts';
import { Tensor } from '../../tensor/tensor.ts';

export interface StudyData {
  /** What errors and traces call the file. */
  readonly file: string;
  /** The SHA-256 of its bytes. */
  readonly sha256: string;
  /** Class names. */
  readonly classes: readonly string[];
  /** The rows that a network learns from, and those that it is watched on; null where only single rows are looked at. */
  readonly prepared: PreparedData | null;
  /** Which row of `rows` each training row is, from 0; null where that isn't known. */
  readonly trainRows: Int32Array | null;
  /** All rows, in the order of the file. */
  readonly rows: StudyRows;
  /** What the cells of the file proved and nobody said. */
  readonly inferences: readonly Inference[];
}

/** All rows of a file; row i is counted from 0 here, and from 1 where people read it. */
export interface StudyRows {
  readonly count: number;
  /** The columns that the network reads, raw; null for bare arrays. */
  readonly table: Table | null;
  /** How each column becomes inputs; null for bare arrays. */
  readonly features: readonly Feature[] | null;
  /** The ID of each row as it stands in the file; null where there is none. */
  readonly ids: readonly string[] | null;
  /** Class numbers [n], −1 where a row's class isn't known. */
  readonly targets: Int32Array;
  /** The network's inputs [count, d] of the given rows. @throws DataError for a row that can't be encoded. */
  encode(rows: Int32Array): Tensor;
}

/** How a table is read and prepared, as options of `train`. */
export interface StudyReading {
  readonly csv?: Partial<CsvOptions>;
  readonly columns?: CsvColumns;
  readonly preparation?: GivenPrepareOptions;
}

/** What a file is called, and which bytes it has. */
export interface NamedFile {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Reads a CSV file and prepares it: split, balanced and encoded as for `train` with the preset `plain`.
 *
 * @param split the host's splitter of records with quotes
 * @throws as `readTable` and `prepare` do.
 */
export async function readStudyData(
  bytes: Uint8Array,
  named: NamedFile,
  { csv = {}, columns = {}, preparation = {} }: StudyReading = {},
  split?: FieldSplitter,
): Promise<StudyData> {
  const read = (more: CsvColumns) => {
    return readTable(bytes, named.file, { ...csv, ...(split && { split }) }, { ...columns, ...more });
  };
  const { table, schema, inferences } = await read({});
  const ids = schema.id === null ? null : await idTexts(schema.id, read);
  return studyTable(table, schema, ids, preparation, named, inferences);
}

/** The IDs of all rows as they stand in the file. @param read reads the file again, with these choices of columns */
export async function idTexts(
  name: string,
  read: (columns: CsvColumns) => Promise<{ readonly table: Table }>,
): Promise<string[]> {
  const known = new Map<string, KnownColumn>([[name, { kind: 'category' }]]);
  const { table } = await read({ id: 'none', group: undefined, time: undefined, drop: [], only: [name], known });
  const { codes, levels } = textColumn(table, name);
  return Array.from(codes, (code) => levels[code] ?? '');
}

/** @param ids of all rows @throws as `prepare` does. */
function studyTable(
  table: Table,
  schema: Schema,
  ids: readonly string[] | null,
  preparation: GivenPrepareOptions,
  { file, sha256 }: NamedFile,
  inferences: readonly Inference[] = [],
): StudyData {
  const prepared = prepare(table, schema, preparation, file);
  const { labels } = labelTable('study', table, schema, preparation, file);
  const rows = rowsOfTable(table, prepared.pipeline, ids, labels.targets);
  return { file, sha256, classes: prepared.classes, prepared, trainRows: prepared.rows.train, rows, inferences };
}

/** The rows of a table as a pipeline encodes them. @param targets class numbers, −1 where unknown */
export function rowsOfTable(
  table: Table,
  pipeline: Pipeline,
  ids: readonly string[] | null,
  targets: Int32Array,
): StudyRows {
  const encode = (rows: Int32Array) => pipeline.transform(table, rows);
  return { count: table.rowCount, table, features: pipeline.features, ids, targets, encode };
}

/** Bare arrays: each input is a column of its own. */
export function rowsOfArrays({ inputs, targets }: Dataset): StudyRows {
  const encode = (rows: Int32Array) => {
    const taken = Tensor.zeros(rows.length, inputs.columns);
    gatherRows(inputs, rows, taken);
    return taken;
  };
  return { count: targets.length, table: null, features: null, ids: null, targets, encode };
}
