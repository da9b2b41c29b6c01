/**
 * How the time of a row grows with the job: epochs of training and whole `predict` commands by the number of rows, and
 * training steps by the width and the depth of the network and by the batch.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { useThreads } from '../../src/node/threads/threads.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { createRandom } from '../../src/random.ts';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import { groupDigits } from '../../src/text-table.ts';
import { fit } from '../../src/training/fit.ts';
import { predictCommand, rowsOf, timeCommands, trainModel } from './commands.ts';
import { openCsvFile, repeatCsvFile } from './csv.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { ProcessRun } from './process-run.ts';
import { toRows, type BenchRow, type BenchTable } from '../writing/table.ts';
import { buildNetwork, cutBatches, drawCustomers, TrainingRun, WIDTHS } from './training-run.ts';

const BATCH_SIZE = 200;
/**
 * Fewer are soon learned by heart: gradients and moments then get so small, below 1.2e-38, that the processor takes many
 * times as long for each.
 */
const FEWEST_ROWS = 4000;
/** Of the epochs; the commands score the CSV file so many times over as there are thousands less. */
const ROWS = [14_000, 140_000, 1_400_000, 14_000_000];
const COPIES = [1, 10, 100, 1000];
const UNITS = [16, 32, 64, 128, 256, 512, 1024, 2048];
const DEPTHS = [1, 2, 4, 8, 16, 32];
const BATCH_SIZES = [1, 4, 16, 64, 256, 1024, 4096];

export interface ScalingLimits {
  readonly rows: number;
  readonly units: number;
}

interface Shape {
  readonly hidden: readonly number[];
  readonly batchSize: number;
}

/**
 * On one thread, but for the commands, which have as many as they like.
 *
 * @param folder for files on the way
 * @throws Error when what was timed hasn't learned.
 */
export async function benchScaling(
  csv: string,
  folder: string,
  effort: Effort,
  most: ScalingLimits = { rows: Infinity, units: Infinity },
): Promise<BenchTable[]> {
  const few = { ...effort, rounds: Math.min(effort.rounds, 3) };
  useThreads(1);
  const table = (title: string, rows: readonly BenchRow[]): BenchTable => {
    return {
      title,
      unit: 'rows/s',
      lead: 'rate',
      rows: rows.map((row) => ({ ...row, ratio: row.rate / rows[0]!.rate })),
    };
  };
  const steps = (values: readonly number[], shape: (value: number) => Shape) => scaleSteps(values, shape, few);
  const units = UNITS.filter((count) => count <= most.units);
  return [
    table('An epoch of training, by rows', await scaleEpochs(few, most.rows)),
    table('glassnet predict, from CSV to CSV, by rows', await scaleCommands(csv, folder, few, most.rows)),
    table(
      'Training steps, by units in each of 3 hidden layers',
      await steps(units, (count) => ({ hidden: repeat(count, 3), batchSize: BATCH_SIZE })),
    ),
    table(
      'Training steps, by hidden layers of 50 units',
      await steps(DEPTHS, (depth) => ({ hidden: repeat(50, depth), batchSize: BATCH_SIZE })),
    ),
    table(
      'Training steps, by rows a batch',
      await steps(BATCH_SIZES, (batchSize) => ({ hidden: WIDTHS.slice(1, -1), batchSize })),
    ),
  ];
}

function repeat(units: number, depth: number): number[] {
  return Array.from({ length: depth }, () => units);
}

/** Multiplications and additions of the matrix products in a training step, a row: forward, and backward to both operands. */
function operationsOf(widths: readonly number[]): number {
  const products = widths.slice(1).map((width, i) => 2 * width * widths[i]!);
  // No gradient is wanted of the inputs.
  return 3 * products.reduce((sum, count) => sum + count, 0) - products[0]!;
}

/** Whole epochs: shuffling, copying the batches and looking after the numbers are in it. */
async function scaleEpochs(effort: Effort, mostRows: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of ROWS.filter((value) => value <= mostRows)) {
    const customers = drawCustomers(count);
    const network = buildNetwork();
    const [loss, optimizer] = [new SparseCategoricalCrossentropy(), new Adam()];
    const random = createRandom('bench', 'batches');
    const options = { ...customers, loss, optimizer, random, epochs: 1, batchSize: BATCH_SIZE };
    const epoch: Candidate = {
      name: groupDigits(count),
      asynchronous: true,
      run: async () => void (await fit(network, options)),
    };
    const work = { x: count, operations: operationsOf(WIDTHS) };
    rows.push(...toRows('', count, await measure([epoch], effort), () => work));
  }
  return rows;
}

async function scaleCommands(csv: string, folder: string, effort: Effort, mostRows: number): Promise<BenchRow[]> {
  const source = await openCsvFile(csv);
  const model = join(folder, 'scaling-model');
  await trainModel(csv, model);
  const rows: BenchRow[] = [];
  for (const copies of COPIES.filter((value) => rowsOf(source) * value <= mostRows * 1.1)) {
    const file = await repeatCsvFile(source, copies, join(folder, 'scaling.csv'));
    const count = rowsOf(file);
    const scores = join(folder, 'scaling-scores.csv');
    const run = new ProcessRun(predictCommand(groupDigits(count), file.path, model, scores));
    const rounds = { ...effort, rounds: copies > 100 ? 1 : effort.rounds };
    for (const row of await timeCommands('', count, [run], rounds)) rows.push({ ...row, x: count });
    await Promise.all([rm(file.path), rm(scores)]);
  }
  return rows;
}

async function scaleSteps(
  values: readonly number[],
  shape: (value: number) => Shape,
  effort: Effort,
): Promise<BenchRow[]> {
  const kernels = currentKernels();
  const rows: BenchRow[] = [];
  for (const value of values) {
    const { hidden, batchSize } = shape(value);
    const widths = [WIDTHS[0]!, ...hidden, WIDTHS.at(-1)!];
    const run = new TrainingRun(kernels, cutBatches(drawCustomers(Math.max(FEWEST_ROWS, 4 * batchSize)), batchSize), {
      widths,
      name: String(value),
      // Wide and deep networks must learn, too.
      adam: new Adam({ learningRate: 1e-4 }),
    });
    const measurements = await measure([run], effort);
    run.check();
    useKernels(kernels);
    const work = { x: value, operations: operationsOf(widths) };
    rows.push(...toRows('', batchSize, measurements, () => work));
  }
  return rows;
}
