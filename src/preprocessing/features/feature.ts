/**
 * One column of customers on its way into the network: what was learned about it from the training rows, and the inputs
 * that it becomes.
 */
import type { Column } from '../../data/table.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { CategoryConfig } from './category-feature.ts';
import type { NumberConfig } from './number-feature.ts';

export type FeatureConfig = NumberConfig | CategoryConfig;

/** What to do with a value that training had no chance to learn from. */
export const MISSING_POLICIES = ['fill', 'refuse'] as const;
export const UNSEEN_POLICIES = ['other', 'refuse'] as const;
export const HIGH_CARDINALITY = ['frequency', 'hash'] as const;

export interface EncodingOptions {
  /** `fill`: a missing number becomes the median, a missing level the most frequent one, and an input more says so. */
  readonly missing: (typeof MISSING_POLICIES)[number];
  /** Levels with fewer training rows are put together as one. */
  readonly minFrequency: number;
  /** A category of more levels than this isn't one-hot encoded. */
  readonly maxLevels: number;
  /** How it is encoded then. */
  readonly highCardinality: (typeof HIGH_CARDINALITY)[number];
  /** `other`: a level that no training row has is treated as a rare one. */
  readonly unseen: (typeof UNSEEN_POLICIES)[number];
}

export const DEFAULT_ENCODING: EncodingOptions = {
  missing: 'fill',
  minFrequency: 5,
  maxLevels: 50,
  highCardinality: 'frequency',
  unseen: 'other',
};

/** One input of the network: value = (what stands in the column − mean) / scale. */
export interface Input {
  readonly name: string;
  readonly mean: number;
  readonly scale: number;
}

export interface Feature {
  readonly config: FeatureConfig;
  readonly inputs: readonly Input[];
  /**
   * Writes the column's inputs for the given rows into out[i, offset …].
   *
   * @throws RangeError when the column doesn't hold what the feature was fitted on.
   */
  transform(column: Column, rows: Int32Array, out: Tensor, offset: number): void;
}
