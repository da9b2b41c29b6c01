/**
 * The training loop: shuffled mini-batches forward, backward and through the optimizer, validation after each epoch.
 */
import type { Loss } from '../nn/losses/loss.ts';
import type { Optimizer } from '../nn/optimizers/optimizer.ts';
import type { Sequential } from '../nn/sequential.ts';
import { settle, SLICE_ROWS } from '../nn/settle.ts';
import type { Tap } from '../nn/tap.ts';
import { randomFrom, type RandomOptions } from '../random.ts';
import { gatherRows } from '../tensor/operations.ts';
import { formatShape, Tensor } from '../tensor/tensor.ts';
import type { Callback, EpochLogs, Training } from './callback.ts';
import { asDataset, type DatasetLike } from '../preprocessing/as-dataset.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import { evaluateLoss } from './evaluate-loss.ts';
import { rejectNonFiniteLoss, requireFinite } from './finite.ts';
import { History } from './history.ts';
import { WeightedMean } from './weighted-mean.ts';

export interface FitOptions extends DatasetLike, RandomOptions {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** At most so many passes over the rows. */
  readonly epochs: number;
  /** Rows a step; the last batch of an epoch may be shorter and is kept. */
  readonly batchSize: number;
  readonly validationData?: DatasetLike | undefined;
  /** wₖ: each training row counts wₖ of its class times in the loss. */
  readonly classWeight?: readonly number[] | null;
  /** The same for validation rows, which may come in another mix. */
  readonly validationClassWeight?: readonly number[] | null;
  readonly callbacks?: readonly Callback[];
  readonly tap?: Tap | undefined;
}

/**
 * Trains `network` in place. The order of the rows is drawn anew for each epoch, from `random` or `seed`.
 *
 * @throws TrainingError E_TRAIN_DIVERGED in the batch in which the loss, a gradient, a parameter or the optimizer's
 *   state becomes a NaN or an Infinity, naming epoch, batch and tensor.
 * @throws RangeError when epochs or batchSize isn't a whole number of at least 1, there are no rows, their shape isn't
 *   the network's, or the host hasn't the memory: before anything is changed.
 */
export async function fit(network: Sequential, options: FitOptions): Promise<History> {
  const { loss, optimizer, epochs, batchSize, callbacks = [] } = options;
  const data = asDataset('fit', options, network.inputDim);
  const validationData =
    options.validationData && asDataset('fit: validation', options.validationData, network.inputDim);
  const { inputs, targets } = data;
  const random = randomFrom(options, 'batches');
  requireCount('epochs', epochs);
  requireCount('batchSize', batchSize);
  requireCount('the number of rows', targets.length);
  requireRows('', data, network);
  if (validationData !== undefined) requireRows('validation ', validationData, network);

  settle({ network, loss, optimizer, rows: Math.max(Math.min(batchSize, targets.length), SLICE_ROWS) });
  const history = new History();
  const order = Int32Array.from(targets.keys());
  const batches = new BatchReader(network, inputs, targets);
  const mean = new WeightedMean(options.classWeight ?? null);
  const stopping = { asked: false };
  const training: Training = {
    network,
    epochs,
    batchesPerEpoch: Math.ceil(targets.length / batchSize),
    stop: () => (stopping.asked = true),
  };

  for (const callback of callbacks) await callback.onTrainBegin?.(training);
  for (let epoch = 1; epoch <= epochs && !stopping.asked; epoch++) {
    random.shuffle(order);
    mean.reset();
    for (let batch = 1; batch <= training.batchesPerEpoch; batch++) {
      const start = (batch - 1) * batchSize;
      const rows = batches.read(order, start, Math.min(start + batchSize, order.length));
      const batchLoss = trainStep(network, rows, options, mean, epoch, batch);
      for (const callback of callbacks) {
        const pending = callback.onBatchEnd?.(epoch, batch, batchLoss);
        if (pending !== undefined) await pending;
      }
    }
    const logs: EpochLogs = {
      ...mean.result(),
      ...(validationData && validate(network, loss, validationData, options.validationClassWeight ?? null)),
    };
    history.epochs.push(logs);
    for (const callback of callbacks) await callback.onEpochEnd?.(epoch, logs, training);
  }
  for (const callback of callbacks) await callback.onTrainEnd?.(training);
  return history;
}

/** One step: forward, loss, backward, optimizer. Returns the batch's loss, penalties included. */
function trainStep(
  network: Sequential,
  rows: Dataset,
  { loss, optimizer, tap }: FitOptions,
  mean: WeightedMean,
  epoch: number,
  batch: number,
): number {
  const { inputs, targets } = rows;
  const { block } = network;
  const logits = network.forward(inputs, { training: true, tap });
  const batchLoss = mean.add(loss, logits, targets, network.penalty(), tap);
  if (!Number.isFinite(batchLoss)) rejectNonFiniteLoss(network, loss, rows, batchLoss, epoch, batch);
  tap?.('loss', Tensor.from([batchLoss]));
  network.backward(loss.backward(), { tap });
  requireFinite('d', block.gradients, block, epoch, batch);
  optimizer.step(block, tap);
  for (const name of optimizer.stateNames) {
    const values = optimizer.state.get(name);
    if (values !== undefined) requireFinite(name, values, block, epoch, batch, '.');
  }
  requireFinite('', block.values, block, epoch, batch);
  return batchLoss;
}

function validate(network: Sequential, loss: Loss, data: Dataset, classWeight: readonly number[] | null) {
  const { loss: validationLoss, accuracy: validationAccuracy } = evaluateLoss(network, loss, data, classWeight);
  return { validationLoss, validationAccuracy };
}

interface Batch extends Dataset {
  /** Which rows of the whole are in it. */
  readonly rows: Int32Array;
}

/** Copies the rows of a batch side by side, into the network's own memory. */
class BatchReader {
  readonly #network: Sequential;
  readonly #inputs: Tensor;
  readonly #targets: Int32Array;
  /** By number of rows: the last batch of an epoch may be shorter. */
  readonly #batches = new Map<number, Batch>();

  constructor(network: Sequential, inputs: Tensor, targets: Int32Array) {
    this.#network = network;
    this.#inputs = inputs;
    this.#targets = targets;
  }

  /** The rows order[start], …, order[end − 1], in memory that the next batch uses again. */
  read(order: Int32Array, start: number, end: number): Dataset {
    const batch = this.#batches.get(end - start) ?? this.makeBatch(end - start);
    const { rows, inputs, targets } = batch;
    for (let i = 0; i < rows.length; i++) {
      rows[i] = order[start + i]!;
      targets[i] = this.#targets[rows[i]!]!;
    }
    gatherRows(this.#inputs, rows, inputs);
    return batch;
  }

  private makeBatch(count: number): Batch {
    const inputs = this.#network.input.take(count);
    const batch = { rows: new Int32Array(count), inputs, targets: new Int32Array(count) };
    this.#batches.set(count, batch);
    return batch;
  }
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
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`fit: ${name} must be a whole number of at least 1, got ${value}`);
  }
}
