/**
 * How the time grows with the job: an epoch of training by the number of rows, and steps by the width and the depth of
 * the network and by the batch. Rates are of rows, so a row that costs the same keeps its ratio of 1.
 */
import { Adam } from '../src/nn/adam.ts';
import { SparseCategoricalCrossentropy } from '../src/nn/softmax-crossentropy.ts';
import { createRandom } from '../src/random.ts';
import { currentKernels, useKernels } from '../src/tensor/kernels/current.ts';
import type { Kernels } from '../src/tensor/kernels/kernels.ts';
import { groupDigits } from '../src/text-table.ts';
import { fit } from '../src/training/fit.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { toRows, type BenchRow, type BenchTable } from './table.ts';
import { buildNetwork, cutBatches, drawCustomers, TrainingRun, WIDTHS } from './training-run.ts';

const BATCH_SIZE = 200;
/** Rows that a timed call passes through the network, in one batch or several. */
const ROWS_A_CALL = 1000;
const ROWS = [1000, 10_000, 100_000];
const HIDDEN_WIDTHS = [10, 50, 100, 200, 400];
const DEPTHS = [1, 2, 3, 6];
const BATCH_SIZES = [8, 40, 200, 1000];

/** @throws Error when what was timed hasn't learned. */
export async function benchScaling(effort: Effort, mostRows = Infinity): Promise<BenchTable> {
  const few = { ...effort, rounds: Math.min(effort.rounds, 3) };
  const kernels = currentKernels();
  const steps = async (item: string, values: readonly number[], shape: (value: number) => Shape) => {
    const rows = await scaleSteps(item, values, shape, kernels, few);
    useKernels(kernels);
    return rows;
  };
  const rows = [
    ...(await scaleRows(few, mostRows)),
    ...(await steps('units a layer', HIDDEN_WIDTHS, (units) => [repeat(units, 3), BATCH_SIZE])),
    ...(await steps('layers of 50', DEPTHS, (depth) => [repeat(50, depth), BATCH_SIZE])),
    ...(await steps('rows a batch', BATCH_SIZES, (batchSize) => [WIDTHS.slice(1, -1), batchSize])),
  ];
  return { title: `Training, as the job grows (${kernels.name})`, unit: 'rows/s', lead: 'rate', rows };
}

function repeat(units: number, depth: number): number[] {
  return Array.from({ length: depth }, () => units);
}

/** Whole epochs: shuffling, copying the batches and looking after the numbers are in it. */
async function scaleRows(effort: Effort, mostRows: number): Promise<BenchRow[]> {
  const counts = ROWS.filter((count) => count <= mostRows);
  const candidates = counts.map((count): Candidate => {
    const customers = drawCustomers(count);
    const network = buildNetwork();
    const [loss, optimizer] = [new SparseCategoricalCrossentropy(), new Adam()];
    const random = createRandom('bench', 'batches');
    const options = { ...customers, loss, optimizer, random, epochs: 1, batchSize: BATCH_SIZE };
    return { name: groupDigits(count), asynchronous: true, run: async () => void (await fit(network, options)) };
  });
  const rows = await measure(candidates, effort);
  return rows.flatMap((row, index) => {
    const growth = counts[index]! / counts[0]!;
    return toRows('rows', counts[index]!, [{ ...row, ratio: row.ratio * growth }]);
  });
}

type Shape = readonly [hidden: readonly number[], batchSize: number];

async function scaleSteps(
  item: string,
  values: readonly number[],
  shape: (value: number) => Shape,
  kernels: Kernels,
  effort: Effort,
): Promise<BenchRow[]> {
  const customers = drawCustomers(ROWS_A_CALL);
  const runs = values.map((value) => {
    const [hidden, batchSize] = shape(value);
    const batches = cutBatches(customers, batchSize);
    const widths = [WIDTHS[0]!, ...hidden, WIDTHS.at(-1)!];
    return { run: new TrainingRun(kernels, batches, { widths }), steps: batches.length, name: String(value) };
  });
  const candidates = runs.map(({ run, steps, name }): Candidate => {
    return {
      name,
      prepare: () => run.prepare(),
      run: () => {
        for (let step = 0; step < steps; step++) run.run();
      },
    };
  });
  const measurements = await measure(candidates, effort);
  for (const { run } of runs) run.check();
  return toRows(item, ROWS_A_CALL, measurements);
}
