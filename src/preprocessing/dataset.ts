/**
 * Rows ready for a network: inputs [n, d] and a class number in [0, k) for each row.
 */
import type { Tensor } from '../tensor/tensor.ts';

export interface Dataset {
  readonly inputs: Tensor;
  readonly targets: Int32Array;
}

/** How many rows each of the k classes has. */
export function classCounts(targets: Int32Array, classCount: number): number[] {
  const counts = Array.from({ length: classCount }, () => 0);
  for (let row = 0; row < targets.length; row++) counts[targets[row]!]!++;
  return counts;
}
