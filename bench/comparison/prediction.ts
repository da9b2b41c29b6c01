/**
 * Probabilities of rows that lie ready, beside ONNX Runtime (in WebAssembly and as Python's package), TensorFlow.js and
 * PyTorch.
 */
import type { Sequential } from '../../src/nn/sequential.ts';
import { reserveMemory, SLICE_ROWS } from '../../src/nn/reserve-memory.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import type { Kernels } from '../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../src/tensor/kernels/reference.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { groupDigits } from '../../src/text-table.ts';
import { measure, type Candidate, type Effort } from '../measurements/measure.ts';
import { encodeOnnx, type OnnxLayer } from '../measurements/onnx-model.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { buildNetwork, drawCustomers, WIDTHS } from '../measurements/training-run.ts';
import { ownName } from './own-name.ts';
import { withPeers, type Job } from './peer-process.ts';
import type { FoundPeers } from './peers.ts';

/** A few roundings of float32 in numbers below 1 (6e-8 each); a weight that is off by 0.1 % moves some row by 1e-5. */
const PROBABILITY_TOLERANCE = 2e-6;

/**
 * @param kernels the fastest first: it is what the others are compared with.
 * @throws Error when a probability is wrong.
 */
export async function comparePrediction(
  rowCount: number,
  kernels: readonly Kernels[],
  found: FoundPeers,
  threads: number,
  effort: Effort,
): Promise<BenchTable> {
  const { inputs } = drawCustomers(rowCount);
  const network = buildNetwork();
  const job: Job = {
    script: 'prediction',
    settings: { rows: rowCount, widths: WIDTHS },
    files: {
      'inputs.f32': inputs.data,
      'weights.f32': network.block.values,
      'model.onnx': encodeOnnx(onnxLayers(network), new Float32Array(WIDTHS.at(-1)!)),
    },
    peers: ['onnxruntime-web', 'tfjs wasm', 'tfjs cpu', 'onnxruntime', 'PyTorch'],
  };
  const before = currentKernels();
  try {
    const reference = new PredictionRun(referenceKernels, inputs, 'reference');
    reference.prepare();
    reference.run();
    const own = kernels.map((kernel, place) => new PredictionRun(kernel, inputs, ownName(kernel, place)));
    const measurements = await withPeers(job, found, threads, async (peers) => {
      const timed = await measure([...own, ...peers], effort);
      for (const run of own) checkProbabilities(run.name, run.probabilities.data, reference.probabilities.data);
      for (const peer of peers) checkProbabilities(peer.name, await peer.result(), reference.probabilities.data);
      return timed;
    });
    const rows = toRows(`${groupDigits(rowCount)} rows`, rowCount / 1000, measurements);
    return { title: 'Prediction, 10-50-50-50-2, rows that lie ready', unit: 'rows/ms', lead: 'rate', rows };
  } finally {
    useKernels(before);
  }
}

class PredictionRun implements Candidate {
  readonly name: string;
  readonly probabilities: Tensor;
  readonly #kernels: Kernels;
  readonly #network = buildNetwork();
  readonly #loss = new SparseCategoricalCrossentropy();
  readonly #inputs: Tensor;

  constructor(kernels: Kernels, inputs: Tensor, name: string) {
    this.name = name;
    this.#kernels = kernels;
    this.#inputs = inputs;
    this.probabilities = Tensor.zeros(inputs.rows, WIDTHS.at(-1)!);
    useKernels(kernels);
    reserveMemory({ network: this.#network, loss: this.#loss, rows: SLICE_ROWS });
  }

  prepare(): void {
    useKernels(this.#kernels);
    this.probabilities.data.fill(NaN);
  }

  run(): void {
    for (let start = 0; start < this.#inputs.rows; start += SLICE_ROWS) {
      const end = Math.min(start + SLICE_ROWS, this.#inputs.rows);
      const logits = this.#network.forward(this.#inputs.slice(start, end));
      this.#loss.probabilities(logits, this.probabilities.slice(start, end));
    }
  }
}

/** @throws Error naming the first probability that is outside the tolerance. */
export function checkProbabilities(name: string, got: ArrayLike<number>, expected: ArrayLike<number>): void {
  if (got.length !== expected.length) {
    throw new Error(`prediction, ${name}: ${got.length} probabilities, expected ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    // Asked this way round, a NaN is outside.
    if (!(Math.abs(got[i]! - expected[i]!) <= PROBABILITY_TOLERANCE)) {
      throw new Error(
        `prediction, ${name}: probability ${i} is ${got[i]}, expected ${expected[i]} ± ${PROBABILITY_TOLERANCE}`,
      );
    }
  }
}

/** Kernels and biases by turns, as the parameters of a network of dense layers come. */
export function onnxLayers({ block }: Sequential): OnnxLayer[] {
  const values = block.parameters.map((parameter) => parameter.value.data.slice());
  return values.flatMap((kernel, index) => (index % 2 === 0 ? [{ kernel, bias: values[index + 1]! }] : []));
}
