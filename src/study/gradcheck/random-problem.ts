/**
 * Rows and a network to check where there is no file: all of it drawn from a seed.
 */
import { createRandom } from '../../random.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { Tensor } from '../../tensor/tensor.ts';

/** The width of drawn rows, and their classes. */
export const DRAWN_INPUTS = 10;
export const DRAWN_CLASSES = 3;

/**
 * Inputs of mean 0 and variance 1, uniform; a row's class is the largest of k weighted sums of its inputs, so that there
 * is something to learn.
 */
export function drawRows(seed: string, count: number, inputs = DRAWN_INPUTS, classes = DRAWN_CLASSES): Dataset {
  const random = createRandom(seed, 'drawn rows');
  const draw = () => (2 * random.next() - 1) * Math.sqrt(3);
  const teacher = Array.from({ length: classes }, () => Array.from({ length: inputs }, draw));
  const rows = Array.from({ length: count }, () => Array.from({ length: inputs }, draw));
  const targets = Int32Array.from(rows, (row) => {
    const sums = teacher.map((weights) => weights.reduce((sum, weight, i) => sum + weight * row[i]!, 0));
    return sums.indexOf(Math.max(...sums));
  });
  return { inputs: Tensor.from(rows), targets };
}
