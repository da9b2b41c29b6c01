/**
 * From a CSV to a tested model in one call: what `glassnet train` does, without files.
 */
import { readTable } from '../data/read-table.ts';
import { requireUsable, type ColumnRoles, type Schema } from '../data/schema.ts';
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../data/table-options.ts';
import { shown, UsageError } from '../errors.ts';
import { encodeModel } from '../formats/model-bytes.ts';
import { completeOptions, pickOptions, requireObject } from '../options/check-options.ts';
import type { GivenOptions, OptionTable } from '../options/option-spec.ts';
import { completePreparation, PREPARATION_OPTIONS, requireOneSplit } from '../preprocessing/preparation-options.ts';
import { prepare } from '../preprocessing/prepare.ts';
import type { Callback } from '../training/callback.ts';
import { trainClassifier, type TrainedClassifier } from '../training/train-classifier.ts';
import { TRAINING_OPTIONS } from '../training/training-options.ts';

/** Every option of `train`: its type, range, default and what it does. */
export const TRAIN_OPTIONS = {
  ...CSV_OPTIONS,
  ...COLUMN_OPTIONS,
  ...PREPARATION_OPTIONS,
  ...TRAINING_OPTIONS,
} as const satisfies OptionTable;

export interface TrainOptions extends GivenOptions<typeof TRAIN_OPTIONS> {
  /** Told of the training as it goes. */
  readonly callbacks?: readonly Callback[];
  /** What errors call the data; default `csv`. */
  readonly file?: string;
}

/** The bytes of a CSV file, as they come or all at once, or its text. */
export type CsvSource = Uint8Array | ArrayBuffer | AsyncIterable<Uint8Array> | string;

export interface TrainedModel extends TrainedClassifier {
  /** What each column was taken for. */
  readonly schema: Schema;
  /** Why this column is the target, for people to check. */
  readonly targetReason: ColumnRoles['targetReason'];
  /** The bytes of a model file: `decodeModel` reads them, and so does every command of `glassnet`. */
  toBytes(): Uint8Array;
}

/**
 * Trains a classifier on the rows of a CSV and tests it on rows that it kept apart. All options may be left out; with
 * the same ones, seed included, the model's bytes are those of `glassnet train`.
 *
 * @example
 * import { readFile } from 'node:fs/promises';
 * import { train } from 'glassnet';
 *
 * const csv = await readFile('data/audiobooks.csv');
 * const { classifier, test, schema } = await train(csv, { target: 'bought_again', epochs: 5 });
 * console.log(schema.features.length, classifier.classes); // → 10 [ '0', '1' ]
 * console.log(test.accuracy > 0.8); // → true
 *
 * @throws UsageError for an option, a value or a column that there isn't, with what was expected and the nearest name;
 *   DataError with line and column for a CSV that can't be understood or learned from; TrainingError when a NaN or an
 *   Infinity appears; MemoryError.
 */
export async function train(csv: CsvSource, options: TrainOptions = {}): Promise<TrainedModel> {
  requireObject(options, 'train');
  const { callbacks = [], file = 'csv', ...given } = options;
  const complete = completeOptions(TRAIN_OPTIONS, given, 'train', ['callbacks', 'file']);
  const preparation = completePreparation(pickOptions(PREPARATION_OPTIONS, complete));
  const columns = { ...pickOptions(COLUMN_OPTIONS, complete), needed: preparation.missing === 'refuse' };
  requireOneSplit(columns, preparation);
  const { table, schema, targetReason } = await readTable(
    bytesOf(csv),
    file,
    pickOptions(CSV_OPTIONS, complete),
    columns,
  );
  requireUsable(schema, file);
  const data = prepare(table, schema, preparation, file);
  const trained = await trainClassifier(data, pickOptions(TRAINING_OPTIONS, complete), callbacks);
  return {
    ...trained,
    schema,
    targetReason,
    toBytes: () => encodeModel(trained.classifier, { seed: complete.seed }),
  };
}

function bytesOf(csv: CsvSource): Uint8Array | AsyncIterable<Uint8Array> {
  if (csv instanceof ArrayBuffer) return new Uint8Array(csv);
  // A text of one line is a path or an address, not a CSV with rows.
  if (typeof csv === 'string' && /[\r\n]/.test(csv)) return new TextEncoder().encode(csv);
  if (csv instanceof Uint8Array || isAsyncIterable(csv)) return csv;
  throw new UsageError('E_USAGE_VALUE', `train: csv: got ${shown(csv)}, expected the bytes of a CSV file, or its text`);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
