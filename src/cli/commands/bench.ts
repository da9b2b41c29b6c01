/**
 * `glassnet bench`: how fast this machine computes the work of a training, with each set of kernels. The timed results
 * must equal the reference's bit for bit.
 */
import { cpus } from 'node:os';
import { Adam } from '../../nn/optimizers/adam.ts';
import { Dense } from '../../nn/layers/dense.ts';
import { ReLU } from '../../nn/layers/relu.ts';
import { reserveTrainingMemory } from '../../nn/reserve-memory.ts';
import { Sequential } from '../../nn/sequential.ts';
import { SparseCategoricalCrossentropy } from '../../nn/losses/softmax-crossentropy.ts';
import { trainStep } from '../../nn/train-step.ts';
import { createRandom } from '../../random.ts';
import { availableKernels, currentKernels, useKernels } from '../../tensor/kernels/current.ts';
import type { Kernels } from '../../tensor/kernels/kernels.ts';
import { referenceKernels } from '../../tensor/kernels/reference.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { formatTable } from '../../text-table.ts';
import type { Arguments } from '../options/arguments.ts';
import { describeComputing, threadsOf } from '../choose-kernels.ts';
import type { Console } from '../console.ts';

/** rows × inner × columns; the first two products are from the reference job. */
const SHAPES = [
  [200, 10, 50],
  [200, 50, 50],
  [256, 256, 256],
] as const;
const BATCH_ROWS = 200;
const SAMPLE_MS = 100;
const FEWEST_SAMPLES = 5;

interface Timing {
  readonly job: string;
  readonly kernels: string;
  /** Median time of one call. */
  readonly ms: number;
  /** Null if operations are not counted. */
  readonly gigaflops: number | null;
}

export async function run(args: Arguments, console: Console): Promise<void> {
  const inUse = currentKernels();
  const timings: Timing[] = [];
  for (const kernels of availableKernels()) {
    for (const shape of SHAPES) timings.push(timeProduct(kernels, shape));
    timings.push(timeStep(kernels));
  }
  useKernels(inUse);
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.versions.node };
  console.document({
    schema: 'glassnet.bench/1',
    ...machine,
    kernels: inUse.name,
    threads: threadsOf(args),
    timings,
  });
  console.result(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${describeComputing(args)}\n`);
  console.result(timingTable(timings));
  return Promise.resolve();
}

function timingTable(timings: readonly Timing[]): string {
  const jobs = [...new Set(timings.map(({ job }) => job))];
  const rows = jobs.flatMap((job) => {
    const ofJob = timings.filter((timing) => timing.job === job);
    // The reference kernels are first.
    const slowest = ofJob[0]!.ms;
    return ofJob.map(({ kernels, ms, gigaflops }, i) => {
      const speed = gigaflops === null ? '' : gigaflops.toFixed(2);
      return [i === 0 ? job : '', kernels, ms.toPrecision(3), speed, (slowest / ms).toPrecision(3)];
    });
  });
  const header = ['job', 'kernels', 'ms', 'GFLOP/s', 'times as fast'];
  return formatTable([header, ...rows], ['left', 'left', 'right', 'right', 'right']);
}

function timeProduct(kernels: Kernels, [rows, inner, columns]: readonly [number, number, number]): Timing {
  const [a, b, out] = kernels.allocate([rows * inner, inner * columns, rows * columns]) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const random = createRandom('bench', 'operands');
  for (const operand of [a, b]) for (let i = 0; i < operand.length; i++) operand[i] = random.next() - 0.5;
  const ms = medianMs(() => kernels.matmul(a, b, out, rows, inner, columns));
  const expected = new Float32Array(out.length);
  referenceKernels.matmul(a, b, expected, rows, inner, columns);
  requireSame(out, expected, kernels);
  return {
    job: `matmul ${rows}×${inner}×${columns}`,
    kernels: kernels.name,
    ms,
    gigaflops: (2 * rows * inner * columns) / ms / 1e6,
  };
}

/** A step of the reference job: forward, loss, backward, Adam. */
function timeStep(kernels: Kernels): Timing {
  useKernels(kernels);
  const ms = medianMs(stepper());
  const [timed, reference] = [kernels, referenceKernels].map((chosen) => {
    useKernels(chosen);
    const step = stepper();
    step();
    return step();
  });
  requireSame(timed!, reference!, kernels);
  return { job: `training step, ${BATCH_ROWS} rows`, kernels: kernels.name, ms, gigaflops: null };
}

/** A network and a batch; each call runs one step and returns the parameters. */
function stepper(): () => Float32Array {
  const random = createRandom('bench', 'network');
  const layers = [50, 50, 50].flatMap((units) => [new Dense({ units }), new ReLU()]);
  const network = new Sequential([...layers, new Dense({ units: 2 })], { inputDim: 10, random });
  const learner = { network, loss: new SparseCategoricalCrossentropy(), optimizer: new Adam() };
  const inputs = Tensor.zeros(BATCH_ROWS, 10);
  for (let i = 0; i < inputs.data.length; i++) inputs.data[i] = random.next() - 0.5;
  const targets = Int32Array.from({ length: BATCH_ROWS }, () => random.integer(2));
  reserveTrainingMemory(learner, BATCH_ROWS);
  return () => {
    trainStep(learner, { inputs, targets });
    return network.block.values;
  };
}

function medianMs(action: () => unknown): number {
  for (const endMs = performance.now() + SAMPLE_MS / 4; performance.now() < endMs;) action();
  const samples: number[] = [];
  for (const endMs = performance.now() + SAMPLE_MS; performance.now() < endMs || samples.length < FEWEST_SAMPLES;) {
    const startMs = performance.now();
    action();
    samples.push(performance.now() - startMs);
  }
  return samples.toSorted((a, b) => a - b)[samples.length >> 1]!;
}

function requireSame(values: Float32Array, expected: Float32Array, { name }: Kernels): void {
  const place = values.findIndex((value, i) => !Object.is(value, expected[i]));
  if (place === -1) return;
  throw new Error(`the ${name} kernels give ${values[place]} at ${place}, the reference ${expected[place]}`);
}
