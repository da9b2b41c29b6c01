/**
 * The rows that a trained network is looked at with: those of a file, or of the file that it was trained on.
 */
import { basename } from 'node:path';
import { requireFieldCount, type CsvRecord } from '../../data/csv/csv-record.ts';
import { trimBlanks } from '../../data/cells/blanks.ts';
import { textColumn } from '../../data/table.ts';
import { DataError, UsageError } from '../../errors.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { keepCsv, type KeptCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readTableFile } from '../../node/csv/read-table-file.ts';
import { readBytes, sha256, type ModelFile } from '../../node/stores/model-store.ts';
import { readDatasetFile, readPrepared } from '../../node/stores/prepared-arrays.ts';
import { readRunRecord, type Preparation } from '../../node/stores/run-record.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { RecordEncoder } from '../../preprocessing/record-encoder.ts';
import { fileRecords } from '../../scoring/file-records.ts';
import {
  arrayData,
  idTexts,
  rowsOfArrays,
  rowsOfTable,
  studyTable,
  type StudyData,
} from '../../study/session/study-data.ts';
import type { Console } from '../console.ts';
import { noteInferences, requireNothingInferred } from '../inputs/inferences.ts';
import { arrayKeys, csvOptions, isArrays, requireNoCsvOptions } from '../inputs/input-file.ts';
import { requireFit } from '../inputs/rows-to-judge.ts';
import type { Arguments } from '../options/arguments.ts';

/** @throws UsageError where no file is named and no run.json names one; as the reading of the file does. */
export async function readModelData(args: Arguments, model: ModelFile, console: Console): Promise<StudyData> {
  const record = await readRunRecord(model.file);
  const path = args.positional ?? record?.path;
  if (path === undefined || (path === '-' && args.positional === undefined)) {
    const message =
      record === null ? 'no run.json says which file the model was trained on' : 'the model was trained on stdin';
    throw new UsageError('E_USAGE_MISSING', message, {
      file: model.file,
      hint: 'give the FILE whose row is asked for',
    });
  }
  if (isArrays(path)) return readArrays(path, args, model, record?.sha256);
  requirePipeline(model.classifier, 'ask for a row of an .npz file', model.file);
  arrayKeys(path, args);
  const kept = await keepCsv(path);
  if (record?.preparation && record.sha256 === kept.sha256) {
    return trainingData(path, kept, record.preparation, model, args, console);
  }
  if (args.positional === undefined) {
    throw new DataError('E_DATA_ROWS', 'is no longer the file that the model was trained on', {
      file: path,
      hint: 'give the FILE whose row is asked for',
    });
  }
  return otherData(path, kept, model, args, console);
}

async function readArrays(
  path: string,
  args: Arguments,
  { classifier }: ModelFile,
  trainedOn: string | undefined,
): Promise<StudyData> {
  requireNoCsvOptions(path, args);
  const keys = arrayKeys(path, args);
  const named = { file: basename(path), sha256: sha256(await readBytes(path)) };
  const { dataset } = await readDatasetFile(path, keys);
  requireFit(dataset, classifier, path);
  if (named.sha256 === trainedOn)
    return { ...arrayData(await readPrepared(path, keys), named), classes: classifier.classes };
  const { classes } = classifier;
  return { ...named, classes, prepared: null, trainRows: null, rows: rowsOfArrays(dataset), inferences: [] };
}

/** Prepared as for the training, so that there are rows to learn from. */
async function trainingData(
  path: string,
  kept: KeptCsv,
  { csv, columns, options }: Preparation,
  { classifier }: ModelFile,
  args: Arguments,
  console: Console,
): Promise<StudyData> {
  const { table, schema, inferences } = await readTableFile(path, csv, columns, kept);
  noteInferences(inferences, console);
  requireNothingInferred(inferences, nameOf(path), args);
  const read = (own: typeof columns) => readTableFile(path, csv, { ...columns, ...own }, kept);
  const ids = schema.id === null ? null : await idTexts(schema.id, read);
  // Classes are in the order of the model, whatever would be chosen today.
  const preparation = { ...options, positive: classifier.positive ?? undefined };
  const named = { file: nameOf(path), sha256: kept.sha256 };
  return { ...studyTable(table, schema, ids, preparation, named, inferences), file: basename(path) };
}

async function otherData(
  path: string,
  kept: KeptCsv,
  { classifier, file: model }: ModelFile,
  args: Arguments,
  console: Console,
): Promise<StudyData> {
  const pipeline = requirePipeline(classifier, '', model);
  const { classes } = classifier;
  const file = nameOf(path);
  const options = { ...csvOptions(args), file, split: fastCsvSplitter };
  const { names, values, inferences, batches } = await fileRecords(kept.open(), pipeline, options);
  noteInferences(inferences, console);
  requireNothingInferred(inferences, file, args);
  const records: CsvRecord[] = [];
  for await (const batch of batches) records.push(...batch);
  if (records.length === 0) throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  const fieldsOf = (record: CsvRecord) => requireFieldCount(record, names.length, file);
  const { table } = new RecordEncoder(pipeline, names, file, values, fieldsOf).encode(records, false);
  const place = pipeline.id === null ? -1 : names.indexOf(pipeline.id);
  const ids = place === -1 ? null : records.map(({ fields }) => trimBlanks(fields[place] ?? ''));
  const targets = names.includes(pipeline.target)
    ? await targetsOf(path, kept, records, { pipeline, classes }, args)
    : new Int32Array(records.length).fill(-1);
  const lines = { at: (row: number) => records[row]!.line };
  const rows = rowsOfTable({ ...table, lines }, pipeline, ids, targets);
  return { file: basename(path), sha256: kept.sha256, classes, prepared: null, trainRows: null, rows, inferences };
}

/** Class numbers of all rows, as `evaluate` reads them; −1 for a class that the model doesn't know. */
async function targetsOf(
  path: string,
  kept: KeptCsv,
  records: readonly CsvRecord[],
  { pipeline, classes }: { readonly pipeline: Pipeline; readonly classes: readonly string[] },
  args: Arguments,
): Promise<Int32Array> {
  const { target, known, missingWords, format, csv } = pipeline;
  const options = csvOptions(args);
  const targetBins = pipeline.targetBins?.map(String);
  const choice = { target, id: 'none', only: [], labels: classes, targetBins };
  const reading = { known, missingWords, format, csv, isFixed: true };
  const read = await readTableFile(
    path,
    { ...options, header: pipeline.headerOf(options.header) },
    { ...choice, ...reading },
    kept,
  );
  const { levels, codes } = textColumn(read.table, target);
  const byLine = new Map(Array.from(codes, (code, row) => [read.table.lines?.at(row) ?? row, levels[code] ?? '']));
  return Int32Array.from(records, ({ line }, row) => {
    return classes.indexOf(byLine.get(read.table.lines === undefined ? row : line) ?? '');
  });
}
