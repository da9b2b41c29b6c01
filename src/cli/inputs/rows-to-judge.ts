/**
 * The rows that a model is evaluated on.
 */
import type { Inference } from '../../data/reading-log.ts';
import { allRows, textColumn, type Table } from '../../data/table.ts';
import { DataError, FormatError } from '../../errors.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import { keepCsv, type KeptCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { LoadedModel } from '../../node/stores/model-store.ts';
import { readTableFile } from '../../node/csv/read-table-file.ts';
import { readRunRecord, type Preparation } from '../../node/stores/run-record.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { NoveltyCounter } from '../../preprocessing/novelty.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { counted } from '../../text-table.ts';
import type { Classifier, Mix } from '../../model/classifier.ts';
import type { Arguments } from '../options/arguments.ts';
import type { Console } from '../console.ts';
import { inFlags } from '../flags.ts';
import { describeNovelties } from '../../report/text/describe-novelties.ts';
import { noteInferences, requireNothingInferred } from './inferences.ts';
import { csvOptions } from './input-file.ts';

export interface RowsToJudge {
  readonly dataset: Dataset;
  /** The class mix of the rows. */
  readonly mix: Mix;
  /** The training's data, if the rows are its test rows: the baselines learn from the same training rows. */
  readonly prepared?: PreparedData;
  /** Where the rows of the data set stand, in that order; arrays have no table. */
  readonly source?: { readonly table: Table; readonly rows: Int32Array };
  /** The line of a row in its file, for errors; arrays have none. */
  readonly lineOf?: (row: number) => number | undefined;
  readonly inferences?: readonly Inference[];
}

/**
 * The rows to measure on. For the file that the model was trained on, only its test rows, because any model looks good
 * on its training rows. For another file, all rows.
 *
 * @param given the file's bytes, if they have been read already
 */
export async function readCsvRows(
  path: string,
  args: Arguments,
  model: LoadedModel,
  console: Console,
  given?: KeptCsv,
): Promise<RowsToJudge> {
  const wanted = args.text('rows');
  const record = wanted === 'all' || path === '-' ? null : await readRunRecord(model.file);
  const kept = record === null ? given : (given ?? (await keepCsv(path)));
  const preparation = record !== null && kept?.sha256 === record.sha256 ? record.preparation : null;
  if (preparation !== null) return readTestRows(path, kept, preparation, args, model, console);
  if (wanted === 'test') {
    throw new DataError(
      'E_DATA_ROWS',
      'is not the file that the model was trained on, so its test rows are not known',
      {
        file: nameOf(path),
        hint: 'leave --rows out to measure on all rows',
      },
    );
  }
  const rows = await readAllRows(path, kept, args, model, console);
  console.note(`${nameOf(path)}: measured on ${describeAll(rows.dataset.targets.length)}`);
  return rows;
}

/**
 * The test rows of the file that a model was trained on.
 *
 * @param kept that file
 * @param preparation of the training
 */
export async function readTestRows(
  path: string,
  kept: KeptCsv | undefined,
  preparation: Preparation,
  args: Arguments,
  { classifier }: LoadedModel,
  console: Console,
): Promise<RowsToJudge> {
  const { table, schema, inferences } = await readTableFile(path, preparation.csv, preparation.columns, kept);
  noteInferences(inferences, console);
  requireNothingInferred(inferences, nameOf(path), args);
  // Classes are in the order of the model, whatever would be chosen today.
  const positive = classifier.positive ?? undefined;
  const prepared = prepare(table, schema, { ...preparation.options, positive }, path);
  const { test, heldOutMix, rows } = prepared;
  console.note(`${path}: the training file; measured on its ${counted(test.targets.length, 'test row')}`);
  const lineOf = (row: number) => table.lines?.at(rows.test[row]!);
  return { dataset: test, mix: heldOutMix, prepared, source: { table, rows: rows.test }, lineOf, inferences };
}

function describeAll(rowCount: number): string {
  return rowCount === 1 ? 'its only row' : `all ${counted(rowCount, 'row')}`;
}

/** All rows of any file that has the columns of the model. */
export async function readAllRows(
  path: string,
  kept: KeptCsv | undefined,
  args: Arguments,
  { classifier, file }: LoadedModel,
  console: Console,
): Promise<RowsToJudge> {
  const pipeline = requirePipeline(classifier, 'evaluate it on an .npz file', file);
  const { classes } = classifier;
  const options = csvOptions(args);
  const header = pipeline.headerOf(options.header);
  const { target, featureNames: only, known, missingWords, format, csv } = pipeline;
  const targetBins = pipeline.targetBins?.map(String);
  const choice = { target, id: 'none', only, labels: classes, targetBins };
  const reading = { known, missingWords, format, csv, isFixed: true };
  const { table, inferences } = await readTableFile(path, { ...options, header }, { ...choice, ...reading }, kept);
  noteInferences(inferences, console);
  requireNothingInferred(inferences, nameOf(path), args);
  const { levels, codes } = textColumn(table, pipeline.target);
  const labels = levels.map((level) => classes.indexOf(level));
  const rows = allRows(table.rowCount);
  const inputs = pipeline.transform(table, rows, nameOf(path));
  const novelty = new NoveltyCounter(pipeline);
  novelty.add(table);
  for (const line of describeNovelties(novelty.novelties(), table.rowCount, inFlags)) console.note(line);
  const dataset = { inputs, targets: codes.map((code) => labels[code]!) };
  const lineOf = (row: number) => table.lines?.at(row);
  return { dataset, mix: 'natural', source: { table, rows }, lineOf, inferences };
}

/** @throws FormatError for arrays of another width than the model's inputs, or with classes that it doesn't have. */
export function requireFit({ inputs, targets }: Dataset, { network, classes }: Classifier, file: string): void {
  if (inputs.columns !== network.inputDim) {
    throw new FormatError('E_NPZ_SHAPE', `inputs have ${inputs.columns} columns, the model takes ${network.inputDim}`, {
      file,
    });
  }
  const row = targets.findIndex((target) => target >= classes.length);
  if (row !== -1) {
    throw new FormatError(
      'E_NPZ_VALUE',
      `targets hold ${targets[row]} at [${row}], the model has ${classes.length} classes`,
      { file },
    );
  }
}
