/**
 * Early stopping (Prechelt 1998) with the rules of Keras 3, to the epoch: an epoch improves when it beats the best so
 * far by more than minDelta; training stops at the first epoch, after the first one, that is the patience-th in a row
 * without an improvement (patience 0 counts as 1). A NaN never improves. Unlike in Keras, the best weights are kept unless
 * the options say otherwise.
 *
 * Why validation rows decide: the training loss falls as long as training goes on, for a network can learn its rows by
 * heart, noise included. Only rows that it doesn't learn from tell whether it has found what other rows share. Their loss
 * falls at first and rises once the noise is learned; the weights of its lowest point are kept. That point was chosen to
 * look good on these rows, so the last word is left to the test rows, which had no say in anything.
 */
import type { Callback, EpochLogs, Training } from './callback.ts';
import { monitored, withDefaults, type EarlyStoppingOptions } from './early-stopping-options.ts';

export class EarlyStopping implements Callback {
  readonly options: Required<EarlyStoppingOptions>;
  /** Counted from 1; 0 before the first improvement. */
  bestEpoch = 0;
  best = NaN;
  /** The epoch that ended training, or 0 when it ran to its last. */
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

  /** The rule itself: takes an epoch's value and says whether it is the best so far; may set `stoppedEpoch`. */
  observe(epoch: number, value: number): boolean {
    this.#wait++;
    const gain = this.options.mode === 'min' ? this.best - value : value - this.best;
    const isBest = Number.isNaN(this.best) ? !Number.isNaN(value) : gain > this.options.minDelta;
    if (isBest) {
      this.best = value;
      this.bestEpoch = epoch;
      this.#wait = 0;
    } else if (this.#wait >= this.options.patience && epoch > 1) {
      this.stoppedEpoch = epoch;
    }
    return isBest;
  }
}
