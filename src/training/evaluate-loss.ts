/**
 * Mean loss and accuracy of a network on a data set, the rows taken in slices so that memory stays small.
 */
import type { Loss } from '../nn/losses/loss.ts';
import type { Sequential } from '../nn/sequential.ts';
import { asDataset, type DatasetLike } from '../preprocessing/as-dataset.ts';
import { SLICE_ROWS } from '../nn/settle.ts';
import { WeightedMean } from './weighted-mean.ts';

/**
 * @param classWeight wₖ: each row counts wₖ of its class times; null counts every row once.
 * @returns the mean loss, without penalties, and the share of rows whose most probable class is the target.
 */
export function evaluateLoss(
  network: Sequential,
  loss: Loss,
  data: DatasetLike,
  classWeight: readonly number[] | null = null,
): { loss: number; accuracy: number } {
  const { inputs, targets } = asDataset('evaluateLoss', data, network.inputDim);
  const mean = new WeightedMean(classWeight);
  for (let start = 0; start < targets.length; start += SLICE_ROWS) {
    const end = Math.min(start + SLICE_ROWS, targets.length);
    const logits = network.forward(inputs.slice(start, end));
    mean.add(loss, logits, targets.subarray(start, end));
  }
  return mean.result();
}
