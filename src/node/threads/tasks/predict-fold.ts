/**
 * The task of one fold of a cross-validation.
 */
import type { Schema } from '../../../data/schema.ts';
import { foldTable } from '../../../preprocessing/prepare-folds.ts';
import type { PrepareOptions } from '../../../preprocessing/preparation-options.ts';
import type { FoldCounts } from '../../../preprocessing/rows/fold-plan.ts';
import { predictFold, type FoldPredictions } from '../../../training/resampling/predict-fold.ts';
import type { TrainingOptions } from '../../../training/training-options.ts';
import { tableOf, type PlainTable } from '../plain-table.ts';
import type { Perform } from '../pool/task-pool.ts';
import { Breathing } from './breathing.ts';

export interface FoldContext {
  readonly table: PlainTable;
  readonly schema: Schema;
  readonly options: PrepareOptions;
  readonly counts: FoldCounts;
  readonly training: TrainingOptions;
  /** What errors call the table. */
  readonly file: string;
}

/** The plan is a pure function of the context, so a task is its place there. */
export function prepare(context: FoldContext): Perform<number, FoldPredictions> {
  const { schema, options, counts, training, file } = context;
  const folded = foldTable(tableOf(context.table), schema, options, counts, file);
  return async (index) => {
    const { probabilities, rows, bestEpoch } = await predictFold(folded, folded.plan[index]!, training, [
      new Breathing(),
    ]);
    return { probabilities, rows, bestEpoch };
  };
}
