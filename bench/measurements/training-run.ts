/**
 * Training the reference job's network (10-50-50-50-2, Adam) step by step, on seeded customers.
 */
import { Adam } from '../../src/nn/optimizers/adam.ts';
import type { Optimizer } from '../../src/nn/optimizers/optimizer.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { reserveTrainingMemory } from '../../src/nn/reserve-memory.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import type { Learner } from '../../src/nn/learner.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import type { Dataset } from '../../src/preprocessing/dataset.ts';
import { createRandom } from '../../src/random.ts';
import { useKernels } from '../../src/tensor/kernels/current.ts';
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../src/tensor/kernels/reference.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { firstNonFinite } from '../../src/tensor/finite.ts';
import type { Candidate } from './measure.ts';

/** Of the features, the hidden layers and the logits. */
export const WIDTHS: readonly number[] = [10, 50, 50, 50, 2];
/** As many as the reference job trains on, to the hundred. */
const ROWS = 3600;

/** A network that goes on training from round to round, over the same batches again and again. */
export class TrainingRun implements Candidate {
  readonly name: string;
  readonly #kernels: Kernels;
  readonly #batches: readonly Dataset[];
  readonly #learner: Learner;
  readonly #lossBefore: number;
  #steps = 0;

  constructor(
    kernels: Kernels,
    batches: readonly Dataset[],
    { widths = WIDTHS, name = kernels.name, adam = new Adam() } = {},
  ) {
    this.name = name;
    this.#kernels = kernels;
    this.#batches = batches;
    this.#learner = { network: buildNetwork(widths), loss: new SparseCategoricalCrossentropy(), optimizer: adam };
    this.prepare();
    reserveTrainingMemory(this.#learner, Math.max(...batches.map(({ targets }) => targets.length)));
    this.#lossBefore = meanLoss(this.#learner, batches);
  }

  prepare(): void {
    useKernels(this.#kernels);
  }

  run(): void {
    this.step();
  }

  /** The loss of the batch before the step. */
  step(): number {
    return trainStep(this.#learner, this.#batches[this.#steps++ % this.#batches.length]!).loss;
  }

  check(): void {
    const { values, gradients } = this.#learner.network.block;
    this.prepare();
    checkTraining(this.name, this.#lossBefore, meanLoss(this.#learner, this.#batches), values);
    // A falling loss doesn't prove much: the last layer learns even if the ones before it get wrong gradients.
    const standingStill = { ...this.#learner, optimizer: NO_OPTIMIZER };
    trainStep(standingStill, this.#batches[0]!);
    const got = gradients.slice();
    useKernels(referenceKernels);
    trainStep(standingStill, this.#batches[0]!);
    checkGradients(this.name, got, gradients);
  }
}

/** Leaves the parameters where they are. */
const NO_OPTIMIZER: Optimizer = { kind: 'none', state: new Map(), stateNames: [], step: () => {} };

/** @throws Error unless both are equal: all kernels give the same bits. */
export function checkGradients(name: string, got: Float32Array, expected: Float32Array): void {
  const index = got.findIndex((value, i) => value !== expected[i]);
  if (got.length === expected.length && index === -1) return;
  throw new Error(`training step, ${name}: gradient ${index} is ${got[index]}, expected ${expected[index]}`);
}

/** @throws Error when a weight isn't finite or the loss isn't below what it was. */
export function checkTraining(name: string, lossBefore: number, lossAfter: number, weights: Float32Array): void {
  const index = firstNonFinite(weights);
  if (index !== -1) throw new Error(`training step, ${name}: weight ${index} is ${weights[index]}`);
  // Asked this way round, a NaN isn't below.
  if (!(lossAfter < lossBefore)) {
    throw new Error(`training step, ${name}: the loss went from ${lossBefore} to ${lossAfter}, it should fall`);
  }
}

/** Every call builds the same one. */
export function buildNetwork(widths: readonly number[] = WIDTHS): Sequential {
  const hidden = widths.slice(1, -1).flatMap((units) => [new Dense({ units }), new ReLU()]);
  const layers = [...hidden, new Dense({ units: widths.at(-1)! })];
  return new Sequential(layers, { inputDim: widths[0]!, random: createRandom('bench', 'network') });
}

/** Standardised features and a class that they tell only in part, so that the loss falls but never reaches 0. */
export function drawCustomers(rows = ROWS): Dataset {
  const features = WIDTHS[0]!;
  const random = createRandom('bench', 'customers');
  const limit = Math.sqrt(3); // of a uniform distribution with variance 1
  const inputs = Tensor.zeros(rows, features);
  const targets = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const x = inputs.data.subarray(i * features, (i + 1) * features);
    for (let j = 0; j < features; j++) x[j] = (2 * random.next() - 1) * limit;
    const noise = (2 * random.next() - 1) * 2;
    targets[i] = x[0]! + x[1]! * x[2]! + noise > 0 ? 1 : 0;
  }
  return { inputs, targets };
}

/** All whole batches. */
export function cutBatches({ inputs, targets }: Dataset, batchSize: number): Dataset[] {
  return Array.from({ length: Math.floor(targets.length / batchSize) }, (_, batch) => {
    const [start, end] = [batch * batchSize, (batch + 1) * batchSize];
    return { inputs: inputs.slice(start, end), targets: targets.subarray(start, end) };
  });
}

function meanLoss({ network, loss }: Learner, batches: readonly Dataset[]): number {
  const losses = batches.map(({ inputs, targets }) => loss.forward(network.forward(inputs), targets));
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}
