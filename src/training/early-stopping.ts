/**
 * Early stopping (Prechelt 1998), stopping at the same epoch as Keras 3. An epoch improves when it beats the best so
 * far by more than minDelta. Training stops after `patience` epochs in a row without an improvement (patience 0 counts
 * as 1), but never at epoch 1. A NaN never improves. Unlike Keras, the default is to restore the best weights.
 *
 * Why validation rows decide: the training loss falls as long as training goes on, because a network can memorise its
 * rows, noise included. Only rows that it doesn't learn from show whether it has found what other rows share. Their
 * loss falls at first and rises once the network learns noise; the weights at the lowest point are kept. That point was
 * chosen to look good on these rows, so the final judgement is left to the test rows, which influenced nothing.
 */
import type { Callback, EpochLogs, Training } from './callback.ts';
import { monitored, withDefaults, type EarlyStoppingOptions } from './early-stopping-options.ts';

export class EarlyStopping implements Callback {
  readonly options: Required<EarlyStoppingOptions>;
  /** Counted from 1; 0 before the first improvement. */
  bestEpoch = 0;
  best = NaN;
  /** The epoch at which training stopped early, or 0 if it didn't. */
  stoppedEpoch = 0;
  /** Epochs since the last improvement. */
  #wait = 0;
  #bestValues: Float32Array | null = null;

  constructor(options: EarlyStoppingOptions = {}) {
    this.options = withDefaults(options);
  }

  onTrainBegin(): void {
    this.bestEpoch = this.stoppedEpoch = this.#wait = 0;
    this.best = NaN;
    this.#bestValues = null;
  }

  onEpochEnd(epoch: number, logs: EpochLogs, training: Training): void {
    const isBest = this.observe(epoch, monitored(logs, this.options.monitor));
    if (this.options.restoreBestWeights && (isBest || this.#bestValues === null)) {
      this.#bestValues = training.network.block.values.slice();
    }
    if (this.stoppedEpoch > 0) training.stop();
  }

  onTrainEnd({ network }: Training): void {
    if (this.#bestValues !== null) network.block.values.set(this.#bestValues);
  }

  /** The rule itself: returns whether the epoch's value is the best so far, and may set `stoppedEpoch`. */
  observe(epoch: number, value: number): boolean {
    this.#wait++; // eq:early-stop {
    const gain = this.options.mode === 'min' ? this.best - value : value - this.best;
    const isBest = Number.isNaN(this.best) ? !Number.isNaN(value) : gain > this.options.minDelta;
    if (isBest) {
      this.best = value;
      this.bestEpoch = epoch;
      this.#wait = 0;
    } else if (this.#wait >= this.options.patience && epoch > 1) {
      this.stoppedEpoch = epoch;
    }
    return isBest; // eq:early-stop }
  }
}
