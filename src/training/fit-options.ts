/**
 * The options of `fit`, and the check that they fit together.
 */
import { requireArgument, requireClasses, requireProperties } from '../argument-checks.ts';
import type { Loss } from '../nn/losses/loss.ts';
import type { Learner } from '../nn/learner.ts';
import { COUNT } from '../nn/rules.ts';
import type { Optimizer } from '../nn/optimizers/optimizer.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Tap } from '../nn/tap.ts';
import { asDataset, type DatasetLike } from '../preprocessing/as-dataset.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import { randomFrom, type Random, type RandomOptions } from '../random.ts';
import { formatShape } from '../tensor/tensor.ts';
import type { Callback } from './callback.ts';
import { requireClassWeight, rowWeights } from './rows/row-weights.ts';

/**
 * `random` or `seed` draws the order of the rows, anew for each epoch.
 *
 * @example
 * import { Adam, Dense, fit, ReLU, Sequential, SparseCategoricalCrossentropy } from 'glassnet';
 *
 * const layers = [new Dense({ units: 8 }), new ReLU(), new Dense({ units: 2 })];
 * const network = new Sequential(layers, { inputDim: 2, seed: 1 });
 * const [inputs, targets] = [[[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]];
 * const [loss, optimizer] = [new SparseCategoricalCrossentropy(), new Adam({ learningRate: 0.05 })];
 * const { epochs } = await fit(network, { inputs, targets, loss, optimizer, epochs: 100, batchSize: 4, seed: 1 });
 * console.log(epochs.length, epochs.at(-1)?.accuracy); // → 100 1
 */
export interface FitOptions extends DatasetLike, RandomOptions {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** The most passes over the rows. */
  readonly epochs: number;
  /** Rows per step; the last batch of an epoch may be shorter and is kept. */
  readonly batchSize: number;
  readonly validationData?: DatasetLike | undefined;
  /** wₖ: each training row counts wₖ times in the loss, k being its class. */
  readonly classWeight?: readonly number[] | null;
  /** The same for validation rows, which may have another mix of classes. */
  readonly validationClassWeight?: readonly number[] | null;
  readonly callbacks?: readonly Callback[];
  readonly tap?: Tap | undefined;
}

/** The options with rows as datasets, weights for each training row, and a stream instead of a seed. */
export interface CompleteFitOptions extends Omit<FitOptions, keyof Dataset | keyof RandomOptions>, Dataset {
  readonly random: Random;
  readonly weights: Float32Array | null;
  readonly validationData: Dataset | undefined;
}

/**
 * @throws RangeError naming an invalid count, the rows whose shape, number or class doesn't fit, or class weights that
 *   aren't k numbers of at least 0; DataError for a value that is not a number or not a class.
 */
export function completeFitOptions(network: Sequential, options: FitOptions): CompleteFitOptions {
  requireProperties('fit', 'options', options, 'inputs', 'targets');
  requireProperties('fit', 'optimizer', options.optimizer, 'step', 'state');
  const { validationData, classWeight = null, validationClassWeight = null, callbacks = [] } = options;
  requireArgument(Array.isArray(callbacks), 'fit', 'callbacks', callbacks, 'a list of callbacks');
  const rows = asDataset('fit', options, network.inputDim);
  const validationRows = validationData && asDataset('fit: validation', validationData, network.inputDim);
  requireCount('epochs', options.epochs);
  requireCount('batchSize', options.batchSize);
  const learner = { network, loss: options.loss };
  requireLabelledRows('fit', rows, learner, classWeight);
  if (validationRows !== undefined) {
    requireLabelledRows('fit: validation', validationRows, learner, validationClassWeight);
  }
  const weights = rowWeights(rows.targets, classWeight);
  return { ...options, ...rows, weights, validationData: validationRows, random: randomFrom(options, 'batches') };
}

/**
 * Holds rows to the network and the loss, before either sees one of them.
 *
 * @param where the function that was given the rows, and which ones they are
 * @throws RangeError naming what doesn't fit.
 */
export function requireLabelledRows(
  where: string,
  { inputs, targets }: Dataset,
  { network, loss }: Pick<Learner, 'network' | 'loss'>,
  classWeight: readonly number[] | null,
): void {
  requireProperties(where, 'loss', loss, 'forward', 'predict');
  const { inputDim } = network;
  if (inputs.shape.length !== 2 || inputs.columns !== inputDim) {
    throw new RangeError(`${where}: inputs are ${formatShape(inputs.shape)}, the network takes [n, ${inputDim}]`);
  }
  if (inputs.rows !== targets.length)
    throw new RangeError(`${where}: ${inputs.rows} inputs, ${targets.length} targets`);
  if (targets.length === 0) throw new RangeError(`${where}: inputs have no rows`);
  const units = network.outputDims.at(-1)!;
  const classCount = loss.kind === 'sigmoid' ? 2 : units;
  if (loss.outputUnits(classCount) !== units) {
    throw new RangeError(`${where}: the loss takes 1 logit a row, the network gives ${units}`);
  }
  requireClasses(where, targets, classCount);
  requireClassWeight(where, classWeight, targets, classCount);
}

function requireCount(name: string, value: number): void {
  if (!COUNT.accepts(value)) throw new RangeError(`fit: ${name} must be ${COUNT.expected}, got ${value}`);
}

/** The networks that are being trained. */
const inTraining = new WeakSet<Sequential>();

/** @throws RangeError if the network is being trained already: two trainings would pull at the same weights. */
export async function oneAtATime<Result>(network: Sequential, train: () => Promise<Result>): Promise<Result> {
  if (inTraining.has(network)) throw new RangeError('fit: the network is being trained already');
  requireProperties('fit', 'network', network, 'forward', 'block');
  inTraining.add(network);
  try {
    return await train();
  } finally {
    inTraining.delete(network);
  }
}
