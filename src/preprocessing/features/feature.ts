/**
 * One column of customers on its way into the network: what was learned about it from the training rows, and the inputs
 * that it becomes.
 */
import type { Column } from '../../data/table.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { FeatureConfig } from './feature-config.ts';

/** One input of the network: value = (what stands in the column − mean) / scale. */
export interface Input {
  readonly name: string;
  readonly mean: number;
  readonly scale: number;
  /** Whether the value is cut to [0, 1]: a piece of a column that has an uncut input, too. */
  readonly isPiece?: true;
}

export interface Feature {
  readonly config: FeatureConfig;
  readonly inputs: readonly Input[];
  /**
   * Writes the column's inputs for the given rows into out[i, offset …].
   *
   * @throws RangeError when the column is of another kind.
   */
  transform(column: Column, rows: Int32Array, out: Tensor, offset: number): void;
}
