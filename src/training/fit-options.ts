/**
 * The options of `fit`, and the check that they fit together.
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

/** The options with rows as datasets, and a stream instead of a seed. */
export interface CompleteFitOptions extends Omit<FitOptions, keyof Dataset | keyof RandomOptions>, Dataset {
  readonly random: Random;
  readonly validationData: Dataset | undefined;
}

/**
 * @throws RangeError naming an invalid count, or the rows whose shape or number doesn't fit; DataError for a value that
 *   is not a number or not a class.
 */
export function completeFitOptions(network: Sequential, options: FitOptions): CompleteFitOptions {
  const { validationData } = options;
  const rows = asDataset('fit', options, network.inputDim);
  const validationRows = validationData && asDataset('fit: validation', validationData, network.inputDim);
  requireCount('epochs', options.epochs);
  requireCount('batchSize', options.batchSize);
  requireCount('the number of rows', rows.targets.length);
  requireRows('', rows, network);
  if (validationRows !== undefined) requireRows('validation ', validationRows, network);
  return { ...options, ...rows, validationData: validationRows, random: randomFrom(options, 'batches') };
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
