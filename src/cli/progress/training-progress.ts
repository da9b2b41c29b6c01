/**
 * Reports each epoch of a training. On a terminal it also draws a bar with the loss and the time left.
 * Between batches it yields to the event loop, so that Ctrl-C works.
 */
import { setImmediate } from 'node:timers/promises';
import { formatDuration } from '../../node/progress.ts';
import type { Callback, EpochLogs, Training } from '../../training/callback.ts';
import type { TrainedClassifier } from '../../training/train-classifier.ts';
import type { Console } from '../console.ts';

const TURN_MS = 50;

export class TrainingProgress implements Callback {
  readonly #console: Console;
  readonly #epochs: number;
  #batchesPerEpoch = 1;
  #startMs = 0;
  #lastTurnMs = 0;

  constructor(console: Console, epochs: number) {
    this.#console = console;
    this.#epochs = epochs;
  }

  onTrainBegin({ batchesPerEpoch }: Training): void {
    this.#batchesPerEpoch = batchesPerEpoch;
    this.#startMs = this.#lastTurnMs = performance.now();
  }

  onBatchEnd(epoch: number, batch: number, loss: number): void | Promise<void> {
    const nowMs = performance.now();
    const done = epoch - 1 + batch / this.#batchesPerEpoch;
    this.#console.progress.bar(done / this.#epochs, () => {
      const secondsLeft = ((nowMs - this.#startMs) / 1000 / done) * (this.#epochs - done);
      return `epoch ${epoch}/${this.#epochs}  loss ${loss.toFixed(4)}  at most ${formatDuration(secondsLeft)} left`;
    });
    if (nowMs - this.#lastTurnMs < TURN_MS) return;
    this.#lastTurnMs = nowMs;
    return setImmediate();
  }

  onEpochEnd(epoch: number, logs: EpochLogs): void {
    const validation =
      logs.validationLoss === undefined
        ? ''
        : ` - val_loss: ${logs.validationLoss.toFixed(4)} - val_accuracy: ${logs.validationAccuracy!.toFixed(4)}`;
    this.#console.note(
      `Epoch ${epoch}/${this.#epochs}  loss: ${logs.loss.toFixed(4)} - accuracy: ${logs.accuracy.toFixed(4)}${validation}`,
    );
  }

  onTrainEnd(): void {
    this.#console.progress.clear();
  }

  describeEnd({ history, bestEpoch }: TrainedClassifier): void {
    const last = history.epochs.length;
    const isImproving = last === this.#epochs && bestEpoch === last;
    const why =
      last < this.#epochs
        ? `Stopped after epoch ${last}, no longer improving`
        : `All ${last} epochs done${isImproving ? `, still improving (--epochs ${2 * last} goes on longer)` : ''}`;
    this.#console.note(`${why}; the weights of epoch ${bestEpoch} are kept.`);
  }
}
