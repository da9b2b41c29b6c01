/**
 * The folder of a cross-validation: cv.json, how it was made, and oof.csv, what each row was given by the model of the
 * fold that left it out.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, quoted, type ErrorPlace } from '../../errors.ts';
import { parseJson } from '../../formats/json.ts';
import { Field } from '../../formats/json-field.ts';
import { refusalFor } from '../../formats/refusal.ts';
import { readCsv } from '../../data/csv/csv-reader.ts';
import { parseNumber } from '../../data/cells/number.ts';
import { openCsv } from '../csv/open-csv.ts';
import { readBytes } from './model-store.ts';
import { readRecord, type ReadRecord } from './run-record.ts';

export const CV_FILE = 'cv.json';
const CV_SCHEMA = 'glassnet.cv/1';
export const OOF_FILE = 'oof.csv';

export interface CvRecord extends ReadRecord {
  readonly target: string;
  readonly classes: readonly string[];
  readonly folds: number;
  readonly repeats: number;
  readonly seed: string;
  /** Rows of a test set over rows of a training set. */
  readonly testPerTraining: number;
}

/** Predictions of all repeats, n of them. */
export interface OutOfFold {
  /** What the file calls each row [n]. */
  readonly rows: readonly string[];
  /** From 0 [n]. */
  readonly repeats: Int32Array;
  readonly folds: Int32Array;
  /** Class numbers [n]. */
  readonly targets: Int32Array;
  /** Row-major [n, k]. */
  readonly probabilities: Float64Array;
}

export async function isCvFolder(path: string): Promise<boolean> {
  const file = await stat(join(path, CV_FILE)).catch(() => null);
  return file !== null;
}

/** @throws FormatError E_RUN_CONFIG, SystemError */
export async function readCvRecord(folder: string): Promise<CvRecord> {
  const file = join(folder, CV_FILE);
  const text = new TextDecoder().decode(await readBytes(file));
  const root = new Field(parseJson(text, file), 'cv', 'E_RUN_CONFIG', refusalFor(file));
  root.get('schema').oneOf(CV_SCHEMA);
  const testPerTraining = root.get('testPerTraining');
  if (!(testPerTraining.number() >= 0)) throw testPerTraining.wrong('a number of at least 0');
  return {
    ...readRecord(root),
    target: root.get('target').string(),
    classes: root
      .get('classes')
      .list()
      .map((name) => name.string()),
    folds: root.get('folds').count(),
    repeats: root.get('repeats').count(),
    seed: root.get('seed').string(),
    testPerTraining: testPerTraining.number(),
  };
}

/**
 * The predictions of all repeats.
 *
 * @throws DataError E_SCHEMA_COLUMN or E_CSV_PARSE for a file that cv didn't write, or that was changed since.
 */
export async function readOutOfFold(folder: string, record: CvRecord): Promise<OutOfFold> {
  const file = join(folder, OOF_FILE);
  const names = ['repeat', 'fold', 'target', ...record.classes.map((name) => `probability_${name}`)];
  const rows: OutOfFoldRow[] = [];
  let places: readonly number[] | undefined;
  for await (const batch of readCsv(openCsv(file), { file })) {
    for (const { fields, line } of batch) {
      if (places === undefined) places = placesOf(names, fields, file);
      else rows.push(readRow(fields[0]!, placed(fields, places), record, { file, line }));
    }
  }
  return {
    rows: rows.map(({ row }) => row),
    repeats: Int32Array.from(rows, ({ repeat }) => repeat),
    folds: Int32Array.from(rows, ({ fold }) => fold),
    targets: Int32Array.from(rows, ({ target }) => target),
    probabilities: Float64Array.from(rows.flatMap(({ probabilities }) => probabilities)),
  };
}

interface OutOfFoldRow {
  readonly row: string;
  readonly repeat: number;
  readonly fold: number;
  readonly target: number;
  readonly probabilities: readonly number[];
}

/** The first column names the row, whatever it is called. */
function placesOf(names: readonly string[], header: readonly string[], file: string): number[] {
  return names.map((name) => {
    const place = header.indexOf(name, 1);
    if (place === -1) throw new DataError('E_SCHEMA_COLUMN', `has no column ${quoted(name)}`, { file, line: 1 });
    return place;
  });
}

function placed(fields: readonly string[], places: readonly number[]): string[] {
  return places.map((place) => fields[place] ?? '');
}

function readRow(
  row: string,
  [repeat, fold, target, ...shares]: readonly string[],
  { repeats, folds, classes }: CvRecord,
  place: ErrorPlace,
): OutOfFoldRow {
  const read = {
    row,
    repeat: parseNumber(repeat!) - 1,
    fold: parseNumber(fold!) - 1,
    target: classes.indexOf(target!),
    probabilities: shares.map((share) => parseNumber(share)),
  };
  const isBelow = (value: number, limit: number) => Number.isInteger(value) && value >= 0 && value < limit;
  const holds = isBelow(read.repeat, repeats) && isBelow(read.fold, folds) && read.target !== -1;
  if (holds && read.probabilities.every((share) => share >= 0 && share <= 1)) return read;
  throw new DataError('E_CSV_PARSE', 'is not a row that cv wrote', place);
}
