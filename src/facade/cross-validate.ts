/**
 * Cross-validation of a CSV, or of rows as objects, in one call: what `glassnet cv` does, without files and threads.
 */
import type { ColumnRoles, Schema } from '../data/schema.ts';
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../data/table-options.ts';
import { shown, UsageError } from '../errors.ts';
import { completeOptions, pickOptions, requireObject } from '../options/check-options.ts';
import type { GivenOptions, OptionTable } from '../options/option-spec.ts';
import { completePreparation, PREPARATION_OPTIONS, requireOneSplit } from '../preprocessing/preparation-options.ts';
import { foldTable } from '../preprocessing/prepare-folds.ts';
import type { Classifier } from '../model/classifier.ts';
import { CROSS_VALIDATION_OPTIONS } from '../training/resampling/cross-validation-options.ts';
import {
  crossValidation,
  foldResult,
  type CrossValidation,
  type FoldResult,
} from '../training/resampling/cross-validation.ts';
import { outOfFoldRows, type OutOfFoldRow } from '../training/resampling/out-of-fold.ts';
import { predictFold } from '../training/resampling/predict-fold.ts';
import { TRAINING_OPTIONS } from '../training/training-options.ts';
import { withPreset } from '../training/presets.ts';
import { readSource, type TableSource } from './read-source.ts';
import { TRAIN_OPTIONS } from './train.ts';

/** Every option of `crossValidate`: those of `train`, and how rows come into folds. */
export const CROSS_VALIDATE_OPTIONS = {
  ...TRAIN_OPTIONS,
  ...CROSS_VALIDATION_OPTIONS,
} as const satisfies OptionTable;

/** One fold that is done, with its model. */
export interface FinishedFold extends FoldResult {
  readonly classifier: Classifier;
}

export interface CrossValidateOptions extends GivenOptions<typeof CROSS_VALIDATE_OPTIONS> {
  /** Told of each fold; awaited. */
  readonly onFold?: (fold: FinishedFold) => void | Promise<void>;
}

export interface CrossValidatedTable extends CrossValidation {
  /** What each column was taken for. */
  readonly schema: Schema;
  /** Why this column is the target, for people to check. */
  readonly targetReason: ColumnRoles['targetReason'];
  /** What each row got from the model that had not seen it, once a repeat: repeat by repeat, in the order of the rows. */
  readonly outOfFold: readonly OutOfFoldRow[];
}

/**
 * How good the models of this way to train are, on rows that they have not seen: the rows are dealt to folds, and each
 * fold is predicted by a model of the others, or of all earlier ones with `time`. Everything is done anew for each fold:
 * balancing, encoding, scaling, and when to stop, on validation rows that are taken from the rows it may learn from.
 *
 * Each figure is the mean over the folds. Its 95 % interval is one of the expected figure of a model trained this way on
 * other samples of as many rows as a fold learns from (Nadeau & Bengio 2003; `repeats` don't narrow it), not one of a
 * single model.
 *
 * @example
 * import { crossValidate } from 'glassnet';
 *
 * const visits = Array.from({ length: 200 }, (_, i) => i % 20);
 * const rows = visits.map((count, i) => ({ visits: count, bought: count > 9 !== (i % 9 === 0) ? 'yes' : 'no' }));
 * const options = { target: 'bought', hidden: [8], batchSize: 8, folds: 5 };
 * const { figures, outOfFold } = await crossValidate(rows, { ...options, preset: 'plain' });
 * const { value, interval } = figures.accuracy;
 * console.log(Number(value) > 0.8, Number(interval?.low) < Number(value), outOfFold.length); // → true true 200
 *
 * @param source a CSV as bytes, all at once or as they come, or as text; or a list of objects
 * @throws as `train` does; DataError E_DATA_CLASSES for a class with fewer rows than folds, E_DATA_ROWS for a group larger
 *   than a fold or too few distinct times; UsageError E_USAGE_CONFLICT for repeats of folds forward in time.
 */
export async function crossValidate(
  source: TableSource,
  options: CrossValidateOptions = {},
): Promise<CrossValidatedTable> {
  requireObject(options, 'crossValidate');
  const { onFold, ...given } = options;
  const complete = completeOptions(CROSS_VALIDATE_OPTIONS, withPreset(given), 'crossValidate', ['onFold']);
  if (onFold !== undefined && typeof onFold !== 'function') {
    throw new UsageError('E_USAGE_VALUE', `crossValidate: onFold: got ${shown(onFold)}, expected a function`);
  }
  const { file, folds, repeats } = complete;
  const preparation = completePreparation(pickOptions(PREPARATION_OPTIONS, complete));
  const training = pickOptions(TRAINING_OPTIONS, complete);
  const columns = { ...pickOptions(COLUMN_OPTIONS, complete), needed: preparation.missing === 'refuse' };
  requireOneSplit(columns, preparation);
  const csv = pickOptions(CSV_OPTIONS, complete);
  const { table, schema, targetReason } = await readSource('crossValidate', source, file, csv, columns);
  const folded = foldTable(table, schema, preparation, { folds, repeats }, file);
  const results: FoldResult[] = [];
  const probabilities: Float64Array[] = [];
  for (const [index, fold] of folded.plan.entries()) {
    const { classifier, ...predictions } = await predictFold(folded, fold, training);
    const result = foldResult(folded, index, predictions);
    results.push(result);
    probabilities.push(predictions.probabilities);
    await onFold?.({ ...result, classifier });
  }
  const validated = crossValidation(folded, results);
  const outOfFold = Array.from({ length: repeats }, (_, index) =>
    outOfFoldRows(folded, index + 1, probabilities.slice(index * folds, (index + 1) * folds)),
  ).flat();
  return { ...validated, schema, targetReason, outOfFold };
}
