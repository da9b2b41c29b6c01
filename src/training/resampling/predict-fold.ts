/**
 * One fold: the whole way from raw columns to a model, on the rows that it may learn from, and the probabilities that the
 * model has for the fold's rows. A pure function of the folded table, the options and the fold.
 */
import { FarRowError } from '../../model/score-error.ts';
import type { Classifier } from '../../model/classifier.ts';
import { prepareFold, type FoldedTable } from '../../preprocessing/prepare-folds.ts';
import type { Fold } from '../../preprocessing/rows/fold-plan.ts';
import { classifierPredictions } from '../baselines/baselines.ts';
import type { Callback } from '../callback.ts';
import { fitClassifier } from '../train-classifier.ts';
import { requireTrainable } from '../trainable.ts';
import type { TrainingOptions } from '../training-options.ts';

/** What comes out of one fold. */
export interface FoldPredictions {
  /** Of each class for each row of the fold, ascending [n, k]. */
  readonly probabilities: Float64Array;
  /** Rows that the model learned from, after balancing, and that decided when to stop. */
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
}

export interface PredictedFold extends FoldPredictions {
  readonly classifier: Classifier;
}

/**
 * @param callbacks told of the training of each network
 * @throws as `prepareFold` and `fitClassifier` do; DataError E_CSV_RANGE for a row too far from the training values.
 */
export async function predictFold(
  folded: FoldedTable,
  fold: Fold,
  training: TrainingOptions,
  callbacks: readonly Callback[] = [],
): Promise<PredictedFold> {
  const data = prepareFold(folded, fold);
  requireTrainable(data, training, folded.place.file);
  const { train, validation, test, heldOutMix } = data;
  const { classifier, bestEpoch } = await fitClassifier(data, { ...training, seed: fold.seed }, callbacks);
  const rows = {
    train: train.targets.length,
    validation: validation.targets.length,
    test: test.targets.length,
  };
  try {
    const { probabilities } = classifierPredictions('the fold', classifier, test, heldOutMix);
    return { classifier, probabilities, rows, bestEpoch };
  } catch (error) {
    if (!(error instanceof FarRowError)) throw error;
    const row = fold.test[error.row]!;
    throw error.at(folded.place.file, folded.table.lines?.at(row));
  }
}
