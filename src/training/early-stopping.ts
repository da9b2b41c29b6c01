/**
 * Early stopping (Prechelt 1998) with the rules of Keras 3, to the epoch: an epoch improves when it beats the best so
 * far by more than minDelta; training stops at the first epoch, after the first one, that is the patience-th in a row
 * without an improvement (patience 0 counts as 1). A NaN never improves.
 *
 * One deliberate difference from Keras: the best weights are restored by default.
 */
import type { Sequential } from '../nn/sequential.ts';
import type { Callback, EpochLogs, Training } from './callback.ts';

export interface EarlyStoppingOptions {
  /** Default `validationLoss`. */
  readonly monitor?: keyof EpochLogs;
  /** Default 0. */
  readonly patience?: number;
  /** By how much an epoch must beat the best one; default 0. */
  readonly minDelta?: number;
  /** Default: `min` for losses, `max` for accuracies. */
  readonly mode?: 'min' | 'max';
  /** Default true (Keras: false). */
  readonly restoreBestWeights?: boolean;
}

export class EarlyStopping implements Callback {
  readonly monitor: keyof EpochLogs;
  readonly patience: number;
  readonly minDelta: number;
  readonly mode: 'min' | 'max';
  readonly restoreBestWeights: boolean;
  /** Counted from 1; 0 before the first improvement. */
  bestEpoch = 0;
  best = NaN;
  /** The epoch that ended training, or 0 when it ran to its last. */
  stoppedEpoch = 0;
  #wait = 0;
  #bestValues: Float32Array | null = null;

  constructor({
    monitor = 'validationLoss',
    patience = 0,
    minDelta = 0,
    mode = monitor.toLowerCase().endsWith('accuracy') ? 'max' : 'min',
    restoreBestWeights = true,
  }: EarlyStoppingOptions = {}) {
    if (!Number.isSafeInteger(patience) || patience < 0) {
      throw new RangeError(`EarlyStopping: patience must be a whole number of at least 0, got ${patience}`);
    }
    if (!(minDelta >= 0 && minDelta < Infinity)) {
      throw new RangeError(`EarlyStopping: minDelta must be at least 0, got ${minDelta}`);
    }
    this.monitor = monitor;
    this.patience = patience;
    this.minDelta = minDelta;
    this.mode = mode;
    this.restoreBestWeights = restoreBestWeights;
  }

  onTrainBegin(): void {
    this.bestEpoch = 0;
    this.best = NaN;
    this.stoppedEpoch = 0;
    this.#wait = 0;
    this.#bestValues = null;
  }

  onEpochEnd(epoch: number, logs: EpochLogs, training: Training): void {
    const value = logs[this.monitor];
    if (value === undefined) {
      throw new RangeError(`EarlyStopping: the epoch has no ${this.monitor}; give validation data or monitor the loss`);
    }
    const improved = this.observe(epoch, value);
    if (this.restoreBestWeights && (improved || this.#bestValues === null)) this.keep(training.network);
    if (this.stoppedEpoch > 0) training.stop();
  }

  onTrainEnd({ network }: Training): void {
    if (this.restoreBestWeights && this.#bestValues !== null) network.block.values.set(this.#bestValues);
  }

  /** The rule itself: takes an epoch's value and says whether it is the best so far; may set `stoppedEpoch`. */
  observe(epoch: number, value: number): boolean {
    this.#wait++;
    const gain = this.mode === 'min' ? this.best - value : value - this.best;
    const improved = Number.isNaN(this.best) ? !Number.isNaN(value) : gain > this.minDelta;
    if (improved) {
      this.best = value;
      this.bestEpoch = epoch;
      this.#wait = 0;
    } else if (this.#wait >= this.patience && epoch > 1) {
      this.stoppedEpoch = epoch;
    }
    return improved;
  }

  private keep({ block }: Sequential): void {
    this.#bestValues ??= new Float32Array(block.values.length);
    this.#bestValues.set(block.values);
  }
}
