/**
 * What `fit` is told, and the check that it fits together.
 */
import type { Loss } from '../nn/losses/loss.ts';
import { COUNT } from '../nn/rules.ts';
import type { Optimizer } from '../nn/optimizers/optimizer.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Tap } from '../nn/tap.ts';
import { asDataset, type DatasetLike } from '../preprocessing/as-dataset.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import { randomFrom, type Random, type RandomOptions } from '../random.ts';
import { formatShape } from '../tensor/tensor.ts';
import type { Callback } from './callback.ts';

/** The order of the rows is drawn from `random` or `seed`, anew for each epoch. */
export interface FitOptions extends DatasetLike, RandomOptions {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** The most passes over the rows. */
  readonly epochs: number;
  /** Rows per step; the last batch of an epoch may be shorter and is kept. */
  readonly batchSize: number;
  readonly validationData?: DatasetLike | undefined;
  /** wₖ: each training row counts wₖ of its class times in the loss. */
  readonly classWeight?: readonly number[] | null;
  /** The same for validation rows, which may come in another mix. */
  readonly validationClassWeight?: readonly number[] | null;
  readonly callbacks?: readonly Callback[];
  readonly tap?: Tap | undefined;
}

/** The options as the loop takes them. */
export interface CheckedFitOptions
  extends Omit<FitOptions, keyof Dataset | 'random' | 'seed' | 'validationData'>, Dataset {
  readonly random: Random;
  readonly validationData: Dataset | undefined;
}

/**
 * @throws RangeError naming what is not a count, or the rows whose shape or number does not fit; and as `asDataset` and
 *   `randomFrom` do.
 */
export function checkFitOptions(network: Sequential, options: FitOptions): CheckedFitOptions {
  const { inputDim } = network;
  const data = asDataset('fit', options, inputDim);
  const validationData = options.validationData && asDataset('fit: validation', options.validationData, inputDim);
  const random = randomFrom(options, 'batches');
  requireCount('epochs', options.epochs);
  requireCount('batchSize', options.batchSize);
  requireCount('the number of rows', data.targets.length);
  requireRows('', data, network);
  if (validationData !== undefined) requireRows('validation ', validationData, network);
  return { ...options, ...data, random, validationData };
}

function requireRows(what: string, { inputs, targets }: Dataset, { inputDim }: Sequential): void {
  if (inputs.shape.length !== 2 || inputs.columns !== inputDim) {
    throw new RangeError(`fit: ${what}inputs are ${formatShape(inputs.shape)}, the network takes [n, ${inputDim}]`);
  }
  if (inputs.rows !== targets.length) {
    throw new RangeError(`fit: ${inputs.rows} ${what}inputs, ${targets.length} ${what}targets`);
  }
}

function requireCount(name: string, value: number): void {
  if (!COUNT.accepts(value)) throw new RangeError(`fit: ${name} must be ${COUNT.expected}, got ${value}`);
}
