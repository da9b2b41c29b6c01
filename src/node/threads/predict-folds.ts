/**
 * The folds of a cross-validation on worker threads. Each is a pure function of the table and the options, so the number
 * of threads changes no bit.
 */
import type { FoldedTable } from '../../preprocessing/prepare-folds.ts';
import type { FoldPredictions } from '../../training/resampling/predict-fold.ts';
import type { TrainingOptions } from '../../training/training-options.ts';
import { inOrder } from './pool/in-order.ts';
import type { TaskKind } from './pool/task-pool.ts';
import { plainTable } from './plain-table.ts';
import type { FoldContext } from './tasks/predict-fold.ts';

const KIND: TaskKind<FoldContext, number, FoldPredictions> = {
  url: new URL('./tasks/predict-fold.js', import.meta.url),
  load: () => import('./tasks/predict-fold.ts'),
};

/**
 * @param onFold told of each fold, in the order of the plan
 * @returns in the order of the plan
 * @throws what the first fold in the plan that fails throws
 */
export function predictFolds(
  folded: FoldedTable,
  training: TrainingOptions,
  threads: number,
  onFold: (index: number, predictions: FoldPredictions) => void,
): Promise<FoldPredictions[]> {
  const { table, schema, options, folds, repeats, plan, place } = folded;
  const counts = { folds, repeats };
  const context = { table: plainTable(table), schema, options, counts, training, file: place.file };
  const size = Math.min(threads, plan.length);
  return inOrder({ kind: KIND, context, size }, [...plan.keys()], onFold);
}
