/**
 * What a training is given: three data sets, and what was learned on the way to them.
 */
import type { Dataset } from './dataset.ts';
import type { Pipeline } from './pipeline.ts';
import type { PositiveReason } from './positive-class.ts';
import type { BalanceMethod } from './rows/balance.ts';
import type { RelatedRows } from './rows/related-rows.ts';
import type { Split } from './rows/split.ts';

/** The classes' shares: `natural` as they come, `training` as the loss sees them after balancing. */
export interface Priors {
  readonly natural: readonly number[];
  readonly training: readonly number[];
}

export interface PreparedData {
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
  readonly classes: readonly string[];
  /** Why class 1 of two is the one that counts; null or left out where nobody chose it. */
  readonly positiveReason?: PositiveReason | null;
  readonly priors: Priors;
  /** Which of the two mixes the validation and test rows come in. */
  readonly heldOutMix: keyof Priors;
  /** How training rows were balanced; `weights` is left to the loss. */
  readonly balance: BalanceMethod;
  /** What relates the rows: those of the training, then those of the validation. Null or left out for nothing. */
  readonly related?: RelatedRows | null;
  readonly pipeline: Pipeline | null;
}

export interface PreparedTable extends PreparedData {
  readonly pipeline: Pipeline;
  /** Columns that tell nothing, since the training rows are alike in them. */
  readonly constants: readonly string[];
  /** Whether related rows were kept on one side of the split; else it is stratified. */
  readonly isRelated: boolean;
  /** The table's rows, from 0, that became the rows of each part, in that order. */
  readonly rows: Split;
}
