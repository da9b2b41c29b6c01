/**
 * What `fit` is told, and the check that it fits together.
 */
import type { Loss } from '../nn/losses/loss.ts';
import { COUNT } from '../nn/rules.ts';
import type { Optimizer } from '../nn/optimizers/optimizer.ts';
import type { Sequential } from '../nn/sequential.ts';
import type { Tap } from '../nn/tap.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import type { Random } from '../random.ts';
import { formatShape } from '../tensor/tensor.ts';
import type { Callback } from './callback.ts';

export interface FitOptions extends Dataset {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** The most passes over the rows. */
  readonly epochs: number;
  /** Rows per step; the last batch of an epoch may be shorter and is kept. */
  readonly batchSize: number;
  /** Draws the order of the rows, anew for each epoch. */
  readonly random: Random;
  readonly validationData?: Dataset | undefined;
  /** wₖ: each training row counts wₖ of its class times in the loss. */
  readonly classWeight?: readonly number[] | null;
  /** The same for validation rows, which may come in another mix. */
  readonly validationClassWeight?: readonly number[] | null;
  readonly callbacks?: readonly Callback[];
  readonly tap?: Tap | undefined;
}

/** @throws RangeError naming what is no count, or the rows whose shape or number doesn't fit. */
export function requireFitOptions(network: Sequential, options: FitOptions): void {
  requireCount('epochs', options.epochs);
  requireCount('batchSize', options.batchSize);
  requireCount('the number of rows', options.targets.length);
  requireRows('', options, network);
  if (options.validationData !== undefined) requireRows('validation ', options.validationData, network);
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
