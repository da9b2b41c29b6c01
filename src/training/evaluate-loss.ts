/**
 * Mean loss and accuracy of a network on a data set. Rows are taken in slices, so memory stays small.
 */
import { requireProperties } from '../argument-checks.ts';
import type { Loss } from '../nn/losses/loss.ts';
import { SLICE_ROWS } from '../nn/reserve-memory.ts';
import type { Sequential } from '../nn/sequential.ts';
import { asDataset, type DatasetLike } from '../preprocessing/as-dataset.ts';
import type { EpochLogs } from './callback.ts';
import { divergedAt } from './finite.ts';
import { requireLabelledRows, type CompleteFitOptions } from './fit-options.ts';
import { rowWeights } from './rows/row-weights.ts';
import { WeightedMean } from './weighted-mean.ts';

/**
 * @param classWeight each row counts wₖ times, k being its class; null counts every row once
 * @throws RangeError for no rows, shapes that don't fit the network, a class that it doesn't have, or weights that aren't
 *   one number of at least 0 for each class.
 * @returns the mean loss, without penalties, and the share of rows whose most probable class is the target
 */
export function evaluateLoss(
  network: Sequential,
  loss: Loss,
  data: DatasetLike,
  classWeight: readonly number[] | null = null,
): { loss: number; accuracy: number } {
  requireProperties('evaluateLoss', 'network', network, 'forward', 'block');
  requireProperties('evaluateLoss', 'data', data, 'inputs', 'targets');
  const rows = asDataset('evaluateLoss', data, network.inputDim);
  requireLabelledRows('evaluateLoss', rows, { network, loss }, classWeight);
  const { inputs, targets } = rows;
  const mean = new WeightedMean(loss);
  for (let start = 0; start < targets.length; start += SLICE_ROWS) {
    const end = Math.min(start + SLICE_ROWS, targets.length);
    const logits = network.forward(inputs.slice(start, end));
    const expected = targets.subarray(start, end);
    const weights = rowWeights(expected, classWeight);
    mean.add(loss.forward(logits, expected, weights), logits, expected, weights);
  }
  return mean.result();
}

/**
 * Loss and accuracy on the validation rows, for the logs of an epoch; empty if there are none.
 *
 * @throws TrainingError E_TRAIN_DIVERGED if the loss is not finite: no later epoch could be compared with it.
 */
export function validationLogs(
  epoch: number,
  network: Sequential,
  { loss, validationData, validationClassWeight = null }: CompleteFitOptions,
): Pick<EpochLogs, 'validationLoss' | 'validationAccuracy'> {
  if (validationData === undefined) return {};
  const { loss: validationLoss, accuracy } = evaluateLoss(network, loss, validationData, validationClassWeight);
  if (!Number.isFinite(validationLoss)) throw divergedAt(epoch, validationLoss, validationData.targets.length);
  return { validationLoss, validationAccuracy: accuracy };
}
