/**
 * The training step beside those of TensorFlow.js, PyTorch, scikit-learn and Keras: the same first weights, the same
 * batches, Adam with the same settings.
 */
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Dataset } from '../../src/preprocessing/dataset.ts';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../src/tensor/kernels/reference.ts';
import { measure, type Effort } from '../measurements/measure.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { buildNetwork, cutBatches, drawCustomers, TrainingRun, WIDTHS } from '../measurements/training-run.ts';
import { ownName } from './own-name.ts';
import { withPeers, type Job } from './peer-process.ts';
import type { FoundPeers } from './peers.ts';

const CHECKED_STEPS = 18;
/**
 * PyTorch and TensorFlow.js add epsilon elsewhere (see `nn/optimizers/adam.ts`), which at 1e-7 moves these losses by up to 1e-4 and
 * at 1e-10 by nothing that shows.
 */
const EPSILON = 1e-10;
/**
 * Sums in another order move the losses of these steps by less than 1e-6; a learning rate that is off by 1 % by 5e-4, a
 * second moment's decay of 0.99 by 7e-5, a step left out by 9e-3.
 */
const LOSS_TOLERANCE = 1e-5;

/**
 * @param kernels the fastest first: it is what the others are compared with.
 * @throws Error when a peer's first losses are other than those of the reference kernels, or it hasn't learned.
 */
export async function compareTrainingStep(
  batchSizes: readonly number[],
  kernels: readonly Kernels[],
  found: FoundPeers,
  threads: number,
  effort: Effort,
): Promise<BenchTable> {
  const table: BenchTable = { title: 'Training step, 10-50-50-50-2, Adam', unit: 'steps/s', lead: 'ms', rows: [] };
  const before = currentKernels();
  try {
    for (const batchSize of batchSizes) {
      const customers = drawCustomers();
      const batches = cutBatches(customers, batchSize);
      const own = kernels.map((kernel, place) => {
        return new TrainingRun(kernel, batches, { name: ownName(kernel, place), adam: adam() });
      });
      const rows = customers.targets.length;
      const job: Job = {
        script: 'training-step',
        settings: { rows, batchSize, checkedSteps: CHECKED_STEPS, widths: WIDTHS, epsilon: EPSILON },
        files: {
          'inputs.f32': customers.inputs.data,
          'targets.f32': Float32Array.from(customers.targets),
          'weights.f32': buildNetwork().block.values,
        },
        peers: ['tfjs wasm', 'tfjs cpu', 'PyTorch', 'scikit-learn', 'Keras'],
      };
      const expected = firstLosses(batches);
      const measurements = await withPeers(job, found, threads, async (peers) => {
        const timed = await measure([...own, ...peers], effort);
        for (const run of own) run.check();
        for (const peer of peers) checkLosses(peer.name, await peer.result(), expected);
        return timed;
      });
      table.rows.push(...toRows(`batch of ${batchSize}`, 1, measurements));
    }
  } finally {
    useKernels(before);
  }
  return table;
}

function adam(): Adam {
  return new Adam({ epsilon: EPSILON });
}

/** Of the first steps, by the reference kernels. */
export function firstLosses(batches: readonly Dataset[], optimizer = adam()): number[] {
  const run = new TrainingRun(referenceKernels, batches, { adam: optimizer });
  return Array.from({ length: CHECKED_STEPS }, () => run.step());
}

/**
 * @param got the losses of the first steps from the first weights, then the mean loss of the network that was timed
 * @throws Error unless the former are the expected ones and the latter is below the first of them.
 */
export function checkLosses(name: string, got: ArrayLike<number>, expected: readonly number[]): void {
  if (got.length !== expected.length + 1) {
    throw new Error(`training step, ${name}: ${got.length} losses, expected ${expected.length + 1}`);
  }
  for (const [step, loss] of expected.entries()) {
    // Asked this way round, a NaN is outside.
    if (!(Math.abs(got[step]! - loss) <= LOSS_TOLERANCE)) {
      throw new Error(`training step, ${name}: loss ${step} is ${got[step]}, expected ${loss} ± ${LOSS_TOLERANCE}`);
    }
  }
  const after = got[expected.length]!;
  if (!(after < expected[0]!)) {
    throw new Error(`training step, ${name}: the loss went from ${expected[0]} to ${after}, it should fall`);
  }
}
