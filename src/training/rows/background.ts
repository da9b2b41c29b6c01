/**
 * The background: a few training rows, as the network sees them, that explanations compare a customer with. They are
 * drawn in the natural mix of the classes, however the training was balanced, and kept with the model.
 */
import { createRandom, type Seed } from '../../random.ts';
import { gatherRows } from '../../tensor/operations.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { TrainingData } from '../training-data.ts';

const MOST_ROWS = 64;

/**
 * @returns encoded inputs [b, d], b ≤ 64, in the order of the training rows. A class gets the rows that its natural
 *   share is worth, rounded, as far as it has so many.
 */
export function drawBackground(
  { train: { inputs, targets }, priors }: Pick<TrainingData, 'train' | 'priors'>,
  seed: Seed,
): Tensor {
  const random = createRandom(seed, 'background');
  const byClass: number[][] = priors.natural.map(() => []);
  for (let row = 0; row < targets.length; row++) byClass[targets[row]!]!.push(row);
  const drawn: number[] = [];
  // Rounded as a running sum: together the classes get MOST_ROWS.
  let [share, asked] = [0, 0];
  for (const [label, rows] of byClass.entries()) {
    share += priors.natural[label]!;
    const quota = Math.round(share * MOST_ROWS) - asked;
    asked += quota;
    for (let i = 0; i < Math.min(quota, rows.length); i++) {
      const j = i + random.integer(rows.length - i);
      [rows[i], rows[j]] = [rows[j]!, rows[i]!];
      drawn.push(rows[i]!);
    }
  }
  const background = Tensor.zeros(drawn.length, inputs.columns);
  gatherRows(inputs, Int32Array.from(drawn).toSorted(), background);
  return background;
}
