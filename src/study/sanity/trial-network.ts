/**
 * The network that the sanity checks try things on: always as it starts, with its own loss and optimizer.
 */
import type { Output } from '../../model/output.ts';
import type { LayerConfig } from '../../nn/layers/layer-config.ts';
import { glorotUniform, type Initializer } from '../../nn/layers/initializers.ts';
import type { Learner } from '../../nn/learner.ts';
import { trainStep } from '../../nn/train-step.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { createRandom } from '../../random.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { gatherRows } from '../../tensor/operations.ts';
import type { OptimizerOptions } from '../../training/ensemble/member.ts';
import { buildProblem, type Parts } from '../gradcheck/problem.ts';

export interface Trial {
  /** From the input on, as `Sequential.config` gives them. */
  readonly layers: readonly LayerConfig[];
  readonly inputDim: number;
  readonly output: Output;
  readonly optimizer: OptimizerOptions;
  readonly seed: string;
  readonly parts?: Parts;
}

/** A network before its first step; the start values are drawn from the seed. */
export function startTrial(trial: Trial): Learner {
  const { parts = {}, seed } = trial;
  const empty = { inputs: new Float32Array(0), targets: new Int32Array(0) };
  const count = parametersOf(trial);
  const { learner } = buildProblem({ ...trial, ...empty, parameters: new Float32Array(count) }, parts);
  const random = createRandom(seed, 'start');
  const start = startWith(glorotUniform, parts);
  for (const { role, value } of learner.network.block.parameters) if (role === 'kernel') start(value, random);
  return learner;
}

/** The initializer, or what takes its place. */
export function startWith(real: Initializer, { initializer }: Parts = {}): Initializer {
  return initializer?.(real) ?? real;
}

function parametersOf({ layers, inputDim }: Trial): number {
  let [count, width] = [0, inputDim];
  for (const { kind, units, useBias } of layers) {
    if (kind !== 'dense') continue;
    count += (width + Number(useBias)) * Number(units);
    width = Number(units);
  }
  return count;
}

/**
 * Trains on batches in the order of the rows, over and over.
 *
 * @param afterStep called with the number of the step, from 1
 */
export function train(
  learner: Learner,
  rows: Dataset,
  { steps, batchSize, afterStep }: { steps: number; batchSize: number; afterStep?: (step: number) => void },
): void {
  const n = rows.targets.length;
  const size = Math.min(batchSize, n);
  const inputs = Tensor.zeros(size, rows.inputs.columns);
  for (let step = 1; step <= steps; step++) {
    const chosen = Int32Array.from({ length: size }, (_, i) => ((step - 1) * size + i) % n);
    gatherRows(rows.inputs, chosen, inputs);
    trainStep(learner, { inputs, targets: chosen.map((row) => rows.targets[row]!) });
    afterStep?.(step);
  }
}

/** The mean loss of rows outside of training, without penalties. */
export function lossOn({ network, loss }: Learner, { inputs, targets }: Dataset): number {
  return loss.forward(network.forward(inputs), targets);
}
