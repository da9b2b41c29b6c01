/**
 * What a training step costs for being watchable: the real step with no tap, beside a copy of it that knows of no taps.
 * The copy is measured twice: what lies between these two is noise. A tap that looks at every tensor stands beside them.
 */
import type { Dataset } from '../../src/preprocessing/dataset.ts';
import { fused } from '../../src/nn/fused.ts';
import { requireTargets } from '../../src/nn/losses/loss.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { stateFor } from '../../src/nn/optimizers/optimizer.ts';
import { reserveTrainingMemory } from '../../src/nn/reserve-memory.ts';
import type { Sequential } from '../../src/nn/sequential.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { currentKernels } from '../../src/tensor/kernels/current.ts';
import { requireColumns } from '../../src/tensor/tensor.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { buildNetwork, cutBatches, drawCustomers } from './training-run.ts';

export const WATCHED_BATCHES = [200, 32, 1];

/** Many short rounds: each compares neighbours in time. */
export const FULL_TAPS: Effort = { rounds: 60, timeMs: 40, warmupMs: 10 };

interface Watched {
  readonly network: Sequential;
  readonly loss: SparseCategoricalCrossentropy;
  readonly optimizer: Adam;
}

/** Takes a step and returns the loss before it. */
type Step = (learner: Watched, batch: Dataset) => number;

/** @throws Error when the copy computes anything but what the real step does. */
export async function benchTaps(batchSizes: readonly number[], effort: Effort): Promise<BenchTable> {
  const table: BenchTable = { title: 'Training step, 10-50-50-50-2, Adam', unit: 'steps/s', lead: 'ms', rows: [] };
  for (const batchSize of batchSizes) {
    const batches = cutBatches(drawCustomers(), batchSize);
    requireSameSteps(batches);
    const runs = [
      new StepRun('without taps', withoutTaps(), batches),
      new StepRun('taps off', (learner, batch) => trainStep(learner, batch).loss, batches),
      new StepRun('without, again', withoutTaps(), batches),
      new StepRun('tapped', tapped, batches),
    ];
    table.rows.push(
      ...toRows(batchSize === 1 ? 'a row alone' : `batch of ${batchSize}`, 1, await measure(runs, effort)),
    );
  }
  return table;
}

class StepRun implements Candidate {
  readonly name: string;
  readonly learner: Watched;
  readonly #step: Step;
  readonly #batches: readonly Dataset[];
  #steps = 0;

  constructor(name: string, step: Step, batches: readonly Dataset[]) {
    this.name = name;
    this.#step = step;
    this.#batches = batches;
    this.learner = { network: buildNetwork(), loss: new SparseCategoricalCrossentropy(), optimizer: new Adam() };
    reserveTrainingMemory(this.learner, batches[0]!.targets.length);
  }

  run(): void {
    this.#step(this.learner, this.#batches[this.#steps++ % this.#batches.length]!);
  }
}

let seen = 0;

const tapped: Step = (learner, batch) => {
  return trainStep(learner, batch, { tap: (_, { data }) => void (seen += data.length) }).loss;
};

/** `trainStep` and all that it calls, written without taps. */
function withoutTaps(): Step {
  let walk: ReturnType<typeof fused> | undefined;
  return ({ network, loss, optimizer }, { inputs, targets }) => {
    walk ??= fused(network.layers);
    requireColumns('Sequential', 'x', inputs, network.inputDim);
    const { values } = network.workspace.enter(inputs);
    for (const { layer, from, to } of walk.forward) layer.forward(values[from]!, values[to]!, true);
    const z = values.at(-1)!;
    requireTargets('SparseCategoricalCrossentropy', z, targets, null, z.columns);
    const { p, dZ } = loss.memory.rowsFor(z);
    const total = currentKernels().softmaxCrossentropy(z.data, targets, null, p.data, dZ.data, z.rows, z.columns);
    const batchLoss = total / z.rows + network.penalty();
    const { gradients } = network.workspace.enterBackward(dZ);
    for (const { layer, from, to, down } of walk.backward) {
      layer.backward(values[from]!, values[to]!, gradients[to]!, down > 0 ? gradients[down]! : null);
      if (down === 0) break;
    }
    moveWeights(optimizer, network);
    return batchLoss;
  };
}

/** Adam's step, as `nn/optimizers/adam.ts` has it. */
function moveWeights(adam: Adam, { block }: Sequential): void {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = adam.options;
  const [m, v] = [stateFor(adam.state, 'adam.m', block), stateFor(adam.state, 'adam.v', block)];
  adam.beta1Power *= beta1;
  adam.beta2Power *= beta2;
  const alpha = Math.fround((learningRate * Math.sqrt(1 - adam.beta2Power)) / (1 - adam.beta1Power));
  const [oneMinusBeta1, oneMinusBeta2] = [Math.fround(1 - beta1), Math.fround(1 - beta2)];
  const decay = Math.fround(learningRate * weightDecay);
  const step = { alpha, oneMinusBeta1, oneMinusBeta2, epsilon: Math.fround(epsilon), decay };
  currentKernels().adam(block.values, block.gradients, m, v, step);
}

/** @throws Error when 20 steps of the copy, and 20 with a tap, end in other weights than those of the real step. */
function requireSameSteps(batches: readonly Dataset[]): void {
  const steps: Step[] = [(learner, batch) => trainStep(learner, batch).loss, withoutTaps(), tapped];
  const ends = steps.map((step) => {
    const run = new StepRun('', step, batches);
    for (let i = 0; i < 20; i++) run.run();
    return run.learner.network.block.values;
  });
  seen = 0;
  tapped(new StepRun('', tapped, batches).learner, batches[0]!);
  const isSame = ends.every((values) => values.every((value, i) => value === ends[0]![i]));
  if (!isSame || seen === 0) throw new Error('taps: the steps that are compared are not the same');
}
