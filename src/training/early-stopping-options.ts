/**
 * The options of early stopping.
 */
import { requireArgument } from '../argument-checks.ts';
import { NOT_NEGATIVE, requireOptions, WHOLE } from '../nn/rules.ts';
import type { EpochLogs } from './callback.ts';

export interface EarlyStoppingOptions {
  /** Default `validationLoss`. */
  readonly monitor?: keyof EpochLogs;
  /** Default 0. */
  readonly patience?: number;
  /** An epoch must beat the best one by more than this; default 0. */
  readonly minDelta?: number;
  /** Default: `min` for losses, `max` for accuracies. */
  readonly mode?: 'min' | 'max';
  /** Default true (Keras: false). */
  readonly restoreBestWeights?: boolean;
}

const MONITORS: readonly (keyof EpochLogs)[] = ['loss', 'accuracy', 'validationLoss', 'validationAccuracy'];

/** @throws RangeError naming an option that is out of its range. */
export function withDefaults({
  monitor = 'validationLoss',
  patience = 0,
  minDelta = 0,
  mode = monitor === 'accuracy' || monitor === 'validationAccuracy' ? 'max' : 'min',
  restoreBestWeights = true,
}: EarlyStoppingOptions): Required<EarlyStoppingOptions> {
  requireArgument(MONITORS.includes(monitor), 'EarlyStopping', 'monitor', monitor, `one of ${MONITORS.join(', ')}`);
  requireArgument(['min', 'max'].includes(mode), 'EarlyStopping', 'mode', mode, 'min or max');
  requireOptions('EarlyStopping', { patience: WHOLE, minDelta: NOT_NEGATIVE }, { patience, minDelta });
  return { monitor, patience, minDelta, mode, restoreBestWeights };
}

/** @throws RangeError if the epoch has no such figure. */
export function monitored(logs: EpochLogs, monitor: keyof EpochLogs): number {
  const value = logs[monitor];
  if (value !== undefined) return value;
  throw new RangeError(`EarlyStopping: the epoch has no ${monitor}; give validation data or monitor the loss`);
}
