/**
 * From a CSV, or rows as objects, to a tested model in one call: what `glassnet train` does, without files.
 */
import type { ColumnRoles, Schema } from '../data/schema.ts';
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../data/table-options.ts';
import { encodeModel } from '../formats/model-bytes.ts';
import { completeOptions, pickOptions, requireObject } from '../options/check-options.ts';
import type { GivenOptions, OptionTable } from '../options/option-spec.ts';
import { completePreparation, PREPARATION_OPTIONS, requireOneSplit } from '../preprocessing/preparation-options.ts';
import { prepare } from '../preprocessing/prepare.ts';
import type { Callback } from '../training/callback.ts';
import { trainClassifier, type TrainedClassifier } from '../training/train-classifier.ts';
import { TRAINING_OPTIONS } from '../training/training-options.ts';
import { PRESET_OPTIONS, withPreset } from '../training/presets.ts';
import { readSource, type TableSource } from './read-source.ts';

/** Every option of `train`: its type, range, default and what it does. */
export const TRAIN_OPTIONS = {
  ...PRESET_OPTIONS,
  ...CSV_OPTIONS,
  ...COLUMN_OPTIONS,
  ...PREPARATION_OPTIONS,
  ...TRAINING_OPTIONS,
  file: { kind: 'text', default: 'data', describe: 'what errors call the data' },
} as const satisfies OptionTable;

export interface TrainOptions extends GivenOptions<typeof TRAIN_OPTIONS> {
  /** Told of the training as it goes. */
  readonly callbacks?: readonly Callback[];
}

export interface TrainedModel extends TrainedClassifier {
  /** What each column was taken for. */
  readonly schema: Schema;
  /** Why this column is the target, for people to check. */
  readonly targetReason: ColumnRoles['targetReason'];
  /** The bytes of a model file: `decodeModel` reads them, and so does every command of `glassnet`. */
  readonly toBytes: () => Uint8Array;
}

/**
 * Trains a classifier and tests it on rows that it kept apart. All options may be left out; with the same ones, seed
 * included, the model's bytes are those of `glassnet train`.
 *
 * @example
 * import { readFile } from 'node:fs/promises';
 * import { train } from 'glassnet';
 *
 * const csv = await readFile('data/audiobooks.csv');
 * const { classifier, test } = await train(csv, { target: 'bought_again', epochs: 5 });
 * console.log(test.rows, test.accuracy > 0.8); // → 1408 true
 * const books = { book_length_average: 648, book_length_overall: 648, price_average: 8, price_overall: 8 };
 * const use = { review: 1, review_score: 10, completion: 0, minutes_listened: 0, support_requests: 0 };
 * console.log(classifier.predict([{ ...books, ...use, last_visited_days: 363 }])); // → [ '1' ]
 *
 * @example
 * import { train } from 'glassnet';
 *
 * const visits = Array.from({ length: 200 }, (_, i) => i % 20);
 * const rows = visits.map((count) => ({ visits: count, bought: count > 9 ? 'yes' : 'no' }));
 * const { classifier } = await train(rows, { target: 'bought', hidden: [8], batchSize: 8 });
 * console.log(classifier.predict([{ visits: 3 }, { visits: 17 }])); // → [ 'no', 'yes' ]
 *
 * @param source a CSV as bytes, all at once or as they come, or as text; or a list of objects
 * @throws UsageError for an option, a value or a column that there isn't, with what was expected and the nearest name;
 *   DataError with line and column for data that can't be understood or learned from; TrainingError when a NaN or an
 *   Infinity appears; MemoryError.
 */
export async function train(source: TableSource, options: TrainOptions = {}): Promise<TrainedModel> {
  requireObject(options, 'train');
  const { callbacks, ...given } = options;
  const complete = completeOptions(TRAIN_OPTIONS, withPreset(given), 'train', ['callbacks']);
  const { file } = complete;
  const preparation = completePreparation(pickOptions(PREPARATION_OPTIONS, complete));
  const columns = { ...pickOptions(COLUMN_OPTIONS, complete), needed: preparation.missing === 'refuse' };
  requireOneSplit(columns, preparation);
  const csv = pickOptions(CSV_OPTIONS, complete);
  const { table, schema, targetReason } = await readSource('train', source, file, csv, columns);
  const data = prepare(table, schema, preparation, file);
  const trained = await trainClassifier(data, pickOptions(TRAINING_OPTIONS, complete), callbacks);
  return {
    ...trained,
    schema,
    targetReason,
    toBytes: () => encodeModel(trained.classifier, { seed: complete.seed }),
  };
}
