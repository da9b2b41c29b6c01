/**
 * The training loop: epochs of shuffled mini-batches, one step per batch, validation after each epoch.
 */
import { reserveTrainingMemory, SLICE_ROWS } from '../nn/reserve-memory.ts';
import type { Sequential } from '../nn/sequential.ts';
import { trainStep } from '../nn/train-step.ts';
import { Batches } from './batches.ts';
import type { EpochLogs, Training } from './callback.ts';
import { validationLogs } from './evaluate-loss.ts';
import { FiniteChecks } from './finite.ts';
import { completeFitOptions, oneAtATime, type FitOptions } from './fit-options.ts';
import { History } from './history.ts';
import { WeightedMean } from './weighted-mean.ts';

/**
 * Trains `network` in place. See `FitOptions` for an example.
 *
 * @throws TrainingError E_TRAIN_DIVERGED in the batch in which the loss, a gradient, a parameter or the optimizer's
 *   state becomes NaN or Infinity, or after the epoch in which the validation loss does, saying where.
 * @throws RangeError for options or rows that don't fit each other or the network, one that is being trained already, an
 *   optimizer of another network, or too little memory. Nothing has been changed then.
 */
export function fit(network: Sequential, options: FitOptions): Promise<History> {
  return oneAtATime(network, () => train(network, options));
}

async function train(network: Sequential, given: FitOptions): Promise<History> {
  const options = completeFitOptions(network, given);
  const { targets, loss, optimizer, epochs, batchSize, random, weights, callbacks = [], tap } = options;
  const learner = { network, loss, optimizer };
  reserveTrainingMemory(learner, Math.max(Math.min(batchSize, targets.length), SLICE_ROWS));
  const batches = new Batches(network, options, batchSize, weights);
  const checks = new FiniteChecks(learner);
  const mean = new WeightedMean(loss);
  const history = new History();
  const stopping = { isAsked: false };
  const training: Training = { network, epochs, batchesPerEpoch: batches.count, stop: () => (stopping.isAsked = true) };

  for (const callback of callbacks) await callback.onTrainBegin?.(training);
  for (let epoch = 1; epoch <= epochs && !stopping.isAsked; epoch++) {
    batches.shuffle(random);
    mean.reset();
    for (let batch = 1; batch <= batches.count; batch++) {
      const rows = batches.read(batch);
      checks.begin(epoch, batch, rows);
      const step = trainStep(learner, rows, { tap, checks });
      checks.end();
      mean.add(step.loss, step.logits, rows.targets, rows.weights);
      for (const callback of callbacks) {
        const pending = callback.onBatchEnd?.(epoch, batch, step.loss);
        if (pending !== undefined) await pending;
      }
    }
    const logs: EpochLogs = { ...mean.result(), ...validationLogs(epoch, network, options) };
    history.epochs.push(logs);
    for (const callback of callbacks) await callback.onEpochEnd?.(epoch, logs, training);
  }
  for (const callback of callbacks) await callback.onTrainEnd?.(training);
  return history;
}
