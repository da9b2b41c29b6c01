/**
 * Hooks that are called during training. A hook may return a promise; training waits for it.
 */
import type { Sequential } from '../nn/sequential.ts';

/** The figures of one epoch, as kept in the history. */
export interface EpochLogs {
  /** Mean loss over the epoch's batches while the weights moved, penalties included. */
  readonly loss: number;
  readonly accuracy: number;
  /** Loss and accuracy on the validation rows after the epoch; absent without validation data. */
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
}

export interface Training {
  readonly network: Sequential;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  /** Ends training after the current epoch. */
  stop(): void;
}

export interface Callback {
  onTrainBegin?(training: Training): void | Promise<void>;
  /** `epoch` and `batch` count from 1. */
  onBatchEnd?(epoch: number, batch: number, loss: number): void | Promise<void>;
  onEpochEnd?(epoch: number, logs: EpochLogs, training: Training): void | Promise<void>;
  onTrainEnd?(training: Training): void | Promise<void>;
}
