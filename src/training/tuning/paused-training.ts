/**
 * A training that goes on when it is told to, and waits at the end of an epoch until then. It is the training of
 * `fitClassifier` itself, so its bits are those of one that never waited.
 */
import { TrainingError } from '../../errors.ts';
import type { Callback, EpochLogs, Training } from '../callback.ts';
import { EarlyStopping } from '../early-stopping.ts';
import { fitClassifier, type FittedClassifier } from '../train-classifier.ts';
import type { TrainingData } from '../training-data.ts';
import type { TrainingOptions } from '../training-options.ts';

/** The loss that a training stops by: after each epoch, on the validation rows. */
export type Losses = readonly number[];

/** Why a training ended. */
export type End =
  /** Its loss no longer improved. */
  | 'stopped'
  /** All epochs were done. */
  | 'epochs'
  /** Others were better when it was compared with them. */
  | 'rung'
  /** A number was no longer finite. */
  | 'diverged';

export class PausedTraining implements Callback {
  readonly losses: number[] = [];
  isDiverged = false;
  /** The tensor in which it diverged, where that is known. */
  divergedIn: string | null = null;
  readonly #begin: () => Promise<FittedClassifier>;
  readonly #options: TrainingOptions;
  readonly #turn: (() => Promise<void>) | undefined;
  #fitted: Promise<FittedClassifier | null> | undefined;
  #goal = 0;
  /** Set while it waits. */
  #goOn: (() => void) | undefined;
  #arrived: () => void = () => {};
  #isDone = false;
  #isOver = false;

  /** @param turn awaited after each epoch, for hosts with other work to do */
  constructor(data: TrainingData, options: TrainingOptions, turn?: () => Promise<void>) {
    this.#options = options;
    this.#turn = turn;
    this.#begin = () => fitClassifier(data, options, [this]);
  }

  /**
   * Trains until so many epochs are done, or it has ended.
   *
   * @throws as `fitClassifier` does, but for a training that diverges.
   */
  async trainTo(epochs: number): Promise<void> {
    if (this.#isDone) return;
    this.#goal = epochs;
    const arrived = new Promise<void>((resolve) => (this.#arrived = resolve));
    this.#fitted ??= this.#fit();
    this.#goOn?.();
    await Promise.race([arrived, this.#fitted]);
  }

  /** Ends it now, and returns the classifier with its best weights so far; null if it diverged. */
  async finish(): Promise<{ readonly end: End; readonly fitted: FittedClassifier | null }> {
    this.#isOver = true;
    this.#goOn?.();
    const fitted = (await this.#fitted) ?? null;
    if (fitted === null) return { end: 'diverged', fitted };
    if (hasStopped(this.losses, this.#options.patience)) return { end: 'stopped', fitted };
    return { end: this.losses.length === this.#options.epochs ? 'epochs' : 'rung', fitted };
  }

  async #fit(): Promise<FittedClassifier | null> {
    try {
      return await this.#begin();
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      this.isDiverged = true;
      this.divergedIn = error.field ?? null;
      return null;
    } finally {
      this.#isDone = true;
    }
  }

  async onEpochEnd(epoch: number, logs: EpochLogs, training: Training): Promise<void> {
    this.losses.push(logs.validationLoss!);
    await this.#turn?.();
    const isLast = epoch === this.#options.epochs || hasStopped(this.losses, this.#options.patience);
    if (epoch < this.#goal || isLast) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
      this.#arrived();
    });
    this.#goOn = undefined;
    if (this.#isOver) training.stop();
  }
}

/** Whether early stopping ends a training after these epochs. */
export function hasStopped(losses: Losses, patience: number): boolean {
  const rule = new EarlyStopping({ patience });
  for (const [index, loss] of losses.entries()) rule.observe(index + 1, loss);
  return rule.stoppedEpoch > 0;
}
