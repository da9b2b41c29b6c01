/**
 * What is compared: the predictions of several runs for the same rows, or for the same folds.
 */
import type { Predictions } from '../../evaluation/judgement.ts';
import type { RepeatedFolds } from '../../evaluation/comparison/fold-differences.ts';

export interface ComparedRuns {
  /** In the order of the command; named as there. */
  readonly candidates: readonly Predictions[];
  /** Class numbers [n] */
  readonly targets: Int32Array;
  readonly classes: readonly string[];
  /** What the rows are, in words that follow "on". */
  readonly rows: string;
  /** The file that the rows are from. */
  readonly data: string;
  /** What to mind about the rows. */
  readonly caution?: string;
  readonly folds?: RepeatedFolds;
}
