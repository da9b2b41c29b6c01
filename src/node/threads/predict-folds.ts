/**
 * The folds of a cross-validation on worker threads. Each is a pure function of the table and the options, so the number
 * of threads changes no bit.
 */
import type { Column, Table } from '../../data/table.ts';
import type { FoldedTable } from '../../preprocessing/prepare-folds.ts';
import type { FoldPredictions } from '../../training/resampling/predict-fold.ts';
import type { TrainingOptions } from '../../training/training-options.ts';
import { TaskPool, type TaskKind } from './task-pool.ts';
import type { FoldContext, PlainTable } from './tasks/predict-fold.ts';

const KIND: TaskKind<FoldContext, number, FoldPredictions> = {
  url: new URL('./tasks/predict-fold.js', import.meta.url),
  load: () => import('./tasks/predict-fold.ts'),
};

/**
 * @param onFold told of each fold, in the order of the plan
 * @returns in the order of the plan
 * @throws what the first fold in the plan that fails throws
 */
export async function predictFolds(
  folded: FoldedTable,
  training: TrainingOptions,
  threads: number,
  onFold: (index: number, predictions: FoldPredictions) => void,
): Promise<FoldPredictions[]> {
  const { table, schema, options, folds, repeats, plan, place } = folded;
  const size = Math.min(threads, plan.length);
  const context = { table: plainTable(table), schema, options, counts: { folds, repeats }, training, file: place.file };
  const tasks = new TaskPool<FoldContext, number, FoldPredictions>({ kind: KIND, context, size });
  try {
    const running = plan.map((_, index) => tasks.run(index));
    // All are waited for below; one that fails early is not left without a listener meanwhile.
    for (const one of running) one.catch(() => {});
    const done: FoldPredictions[] = [];
    for (const [index, one] of running.entries()) {
      done.push(await one);
      onFold(index, done.at(-1)!);
    }
    return done;
  } finally {
    await tasks.close();
  }
}

/** With its cells in memory that all threads share. */
function plainTable({ lines, columns, ...table }: Table): PlainTable {
  const lineOf = lines === undefined ? null : shared(Int32Array, table.rowCount);
  if (lines !== undefined) for (let row = 0; row < table.rowCount; row++) lineOf![row] = lines.at(row);
  return { ...table, columns: columns.map(sharedColumn), lineOf };
}

function sharedColumn(column: Column): Column {
  if (column.kind === 'number') {
    const values = shared(Float64Array, column.values.length);
    values.set(column.values);
    return { ...column, values };
  }
  const codes = shared(Int32Array, column.codes.length);
  codes.set(column.codes);
  return { ...column, codes };
}

function shared<Numbers>(
  Type: { new (buffer: SharedArrayBuffer): Numbers; readonly BYTES_PER_ELEMENT: number },
  length: number,
): Numbers {
  return new Type(new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT));
}
