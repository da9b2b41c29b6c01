/**
 * One step of the reference job (10-50-50-50-2, Adam): forward, loss, backward, optimizer. The batches lie ready;
 * reading and shuffling are not part of it.
 */
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { measure, type Effort } from './measure.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { cutBatches, drawCustomers, TrainingRun } from './training-run.ts';

export const BATCH_SIZES = [200, 32];

/**
 * @param kernels the naive reference first.
 * @throws Error when what was timed hasn't learned, or its gradients are other than those of the reference kernels.
 */
export async function benchTrainingStep(
  batchSizes: readonly number[],
  kernels: readonly Kernels[],
  effort: Effort,
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Training step, 10-50-50-50-2, Adam', unit: 'steps/s', lead: 'ms', rows: [] };
  const before = currentKernels();
  try {
    for (const batchSize of batchSizes) {
      const batches = cutBatches(drawCustomers(), batchSize);
      const runs = kernels.map((kernel) => new TrainingRun(kernel, batches));
      const measurements = await measure(runs, effort);
      for (const run of runs) run.check();
      table.rows.push(...toRows(`batch of ${batchSize}`, 1, measurements));
    }
  } finally {
    useKernels(before);
  }
  return table;
}
