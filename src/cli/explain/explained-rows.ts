/**
 * The rows that a model is explained on: those that `evaluate` measures on, or all rows of a file that doesn't tell their
 * classes.
 */
import type { Inference } from '../../data/reading-log.ts';
import { allRows, type Table } from '../../data/table.ts';
import { requireFieldCount, type CsvRecord } from '../../data/csv/csv-record.ts';
import { DataError } from '../../errors.ts';
import type { Mix } from '../../model/classifier.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { keepCsv, type KeptCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { LoadedModel } from '../../node/stores/model-store.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { RecordEncoder } from '../../preprocessing/record-encoder.ts';
import { fileRecords, type FileRecords } from '../../scoring/file-records.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { counted } from '../../text-table.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { noteInferences, requireNothingInferred } from '../inputs/inferences.ts';
import { csvOptions } from '../inputs/input-file.ts';
import { readCsvRows, type RowsToJudge } from '../inputs/rows-to-judge.ts';

export interface ExplainedRows {
  readonly table: Table | null;
  /** The rows of the table, those of `inputs`, in that order [n]. */
  readonly rows: Int32Array;
  /** [n, d] */
  readonly inputs: Tensor;
  /** Class numbers [n]; null where they aren't known. */
  readonly targets: Int32Array | null;
  readonly mix: Mix;
  readonly lineOf?: RowsToJudge['lineOf'];
  readonly inferences: readonly Inference[];
}

export function asExplainedRows({ dataset, mix, source, lineOf, inferences = [] }: RowsToJudge): ExplainedRows {
  const { inputs, targets } = dataset;
  const { table = null, rows = allRows(inputs.rows) } = source ?? {};
  return { table, rows, inputs, targets, mix, lineOf, inferences };
}

/** @throws as `readCsvRows` and `fileRecords` do. */
export async function readExplainedRows(
  path: string,
  args: Arguments,
  model: LoadedModel,
  console: Console,
): Promise<ExplainedRows> {
  const kept = await keepCsv(path);
  const pipeline = model.classifier.pipeline!;
  if (await hasTarget(path, args, kept, pipeline)) {
    return asExplainedRows(await readCsvRows(path, args, model, console, kept));
  }
  if (args.text('rows') === 'test') {
    throw new DataError('E_DATA_ROWS', 'has no target, so it is not the file that the model was trained on', {
      file: nameOf(path),
      hint: 'leave --rows out to explain all rows',
    });
  }
  return readWithoutTarget(path, args, await open(path, args, kept, pipeline), pipeline, console);
}

function open(path: string, args: Arguments, kept: KeptCsv, pipeline: Pipeline): Promise<FileRecords> {
  return fileRecords(kept.open(), pipeline, { ...csvOptions(args), file: nameOf(path), split: fastCsvSplitter });
}

async function hasTarget(path: string, args: Arguments, kept: KeptCsv, pipeline: Pipeline): Promise<boolean> {
  const { names, batches } = await open(path, args, kept, pipeline);
  // Closes the file.
  for await (const _ of batches) break;
  return names.includes(pipeline.target);
}

async function readWithoutTarget(
  path: string,
  args: Arguments,
  { names, values, inferences, batches }: FileRecords,
  pipeline: Pipeline,
  console: Console,
): Promise<ExplainedRows> {
  const file = nameOf(path);
  noteInferences(inferences, console);
  requireNothingInferred(inferences, file, args);
  const records: CsvRecord[] = [];
  for await (const batch of batches) for (const record of batch) records.push(record);
  if (records.length === 0) throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  const fieldsOf = (record: CsvRecord) => requireFieldCount(record, names.length, file);
  const { table, inputs } = new RecordEncoder(pipeline, names, file, values, fieldsOf).encode(records, false);
  console.note(`${file}: ${counted(records.length, 'row')} without a target, so importance can't be measured`);
  const lineOf = (row: number) => records[row]?.line;
  return { table, rows: allRows(records.length), inputs, targets: null, mix: 'natural', lineOf, inferences };
}
