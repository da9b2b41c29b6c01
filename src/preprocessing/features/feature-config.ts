/**
 * What was learned about a column from the training rows, as JSON: it stands in model files.
 */
import type { Notation } from '../../data/table.ts';
import type { EncodingOptions } from '../preparation-options.ts';

export type FeatureConfig = NumberConfig | CategoryConfig;

export interface NumberConfig {
  readonly name: string;
  /** How the values stand in a CSV file. */
  readonly kind: Notation;
  /** The sign of their money, or `%`, if they are written with one. */
  readonly unit?: string;
  readonly mean: number;
  readonly scale: number;
  /** The edges of the bins of a piecewise-linear encoding, ascending; none where left out. */
  readonly edges?: readonly number[];
  /** What a missing value becomes; null where it is refused. */
  readonly fill: number | null;
  /** True where another input says which values were missing. */
  readonly indicator: boolean;
  /** The smallest and the largest training value; null where they aren't known. */
  readonly range: readonly [min: number, max: number] | null;
}

export type CategoryEncoding =
  | {
      readonly method: 'one-hot';
      /** The levels that have an input of their own, in the order of their code units. */
      readonly levels: readonly string[];
      /** Whether an input stands for all rarer levels; without it they have no input. */
      readonly other: boolean;
    }
  | {
      readonly method: 'frequency';
      readonly levels: readonly string[];
      /** The share of the training rows that have each level; other levels have the share 0. */
      readonly shares: readonly number[];
      readonly mean: number;
      readonly scale: number;
    }
  | { readonly method: 'hash'; readonly buckets: number };

export interface CategoryConfig {
  readonly name: string;
  readonly kind: 'category';
  readonly encoding: CategoryEncoding;
  /** The level that a missing one becomes; null where it is refused. */
  readonly fill: string | null;
  readonly indicator: boolean;
  /** The levels that training rows have; a hash doesn't know them. */
  readonly known: readonly string[] | null;
  readonly unseen: EncodingOptions['unseen'];
}
