/**
 * One step of the reference job (10-50-50-50-2, Adam): forward, loss, backward, optimizer. The batches lie ready;
 * reading and shuffling are not part of it.
 */
import { Adam } from '../src/nn/adam.ts';
import { Dense } from '../src/nn/dense.ts';
import type { Loss } from '../src/nn/loss.ts';
import { ReLU } from '../src/nn/relu.ts';
import { Sequential } from '../src/nn/sequential.ts';
import { settle } from '../src/nn/settle.ts';
import { SparseCategoricalCrossentropy } from '../src/nn/softmax-crossentropy.ts';
import type { Dataset } from '../src/preprocessing/dataset.ts';
import { createRandom } from '../src/random.ts';
import type { Kernels } from '../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../src/tensor/kernels/reference.ts';
import { currentKernels, useKernels } from '../src/tensor/kernels/current.ts';
import { Tensor } from '../src/tensor/tensor.ts';
import { firstNonFinite } from '../src/training/finite.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { toRows, type BenchTable } from './table.ts';

export const BATCH_SIZES = [200, 32];

const FEATURES = 10;
const HIDDEN = [50, 50, 50];
const CLASSES = 2;
/** As many as the reference job trains on, to the hundred. */
const ROWS = 3600;

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
      const batches = drawBatches(batchSize);
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

/** A network that goes on training from round to round, over the same batches again and again. */
class TrainingRun implements Candidate {
  readonly name: string;
  readonly #kernels: Kernels;
  readonly #batches: readonly Dataset[];
  readonly #network = buildNetwork();
  readonly #loss = new SparseCategoricalCrossentropy();
  readonly #optimizer = new Adam();
  readonly #lossBefore: number;
  #steps = 0;

  constructor(kernels: Kernels, batches: readonly Dataset[]) {
    this.name = kernels.name;
    this.#kernels = kernels;
    this.#batches = batches;
    this.prepare();
    const { rows } = batches[0]!.inputs;
    settle({ network: this.#network, loss: this.#loss, optimizer: this.#optimizer, rows });
    this.#lossBefore = meanLoss(this.#network, this.#loss, batches);
  }

  prepare(): void {
    useKernels(this.#kernels);
  }

  run(): void {
    this.#computeGradients(this.#batches[this.#steps++ % this.#batches.length]!);
    this.#optimizer.step(this.#network.block);
  }

  #computeGradients({ inputs, targets }: Dataset): void {
    this.#loss.forward(this.#network.forward(inputs, { training: true }), targets);
    this.#network.backward(this.#loss.backward());
  }

  check(): void {
    const { values, gradients } = this.#network.block;
    this.prepare();
    checkTraining(this.name, this.#lossBefore, meanLoss(this.#network, this.#loss, this.#batches), values);
    // A falling loss doesn't prove much: the last layer learns even if the ones before it get wrong gradients.
    this.#computeGradients(this.#batches[0]!);
    const got = gradients.slice();
    useKernels(referenceKernels);
    this.#computeGradients(this.#batches[0]!);
    checkGradients(this.name, got, gradients);
  }
}

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

function buildNetwork(): Sequential {
  const hidden = HIDDEN.flatMap((units) => [new Dense({ units }), new ReLU()]);
  const layers = [...hidden, new Dense({ units: CLASSES })];
  return new Sequential(layers, { inputDim: FEATURES, random: createRandom('bench', 'network') });
}

/** Standardised features and a class that they tell only in part, so that the loss falls but never reaches 0. */
function drawBatches(batchSize: number): Dataset[] {
  const random = createRandom('bench', 'customers');
  const limit = Math.sqrt(3); // of a uniform distribution with variance 1
  const inputs = Tensor.zeros(ROWS, FEATURES);
  const targets = new Int32Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const x = inputs.data.subarray(i * FEATURES, (i + 1) * FEATURES);
    for (let j = 0; j < FEATURES; j++) x[j] = (2 * random.next() - 1) * limit;
    const noise = (2 * random.next() - 1) * 2;
    targets[i] = x[0]! + x[1]! * x[2]! + noise > 0 ? 1 : 0;
  }
  return Array.from({ length: Math.floor(ROWS / batchSize) }, (_, batch) => {
    const [start, end] = [batch * batchSize, (batch + 1) * batchSize];
    return { inputs: inputs.slice(start, end), targets: targets.subarray(start, end) };
  });
}

function meanLoss(network: Sequential, loss: Loss, batches: readonly Dataset[]): number {
  const losses = batches.map(({ inputs, targets }) => loss.forward(network.forward(inputs), targets));
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}
