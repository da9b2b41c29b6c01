/**
 * The record of a training: the figures of each epoch, in order.
 */
import type { EpochLogs } from './callback.ts';

export class History {
  readonly epochs: EpochLogs[] = [];

  /** A header and one line per epoch, numbers in their shortest exact form. */
  toCsv(): string {
    const lines = this.epochs.map((logs, index) =>
      [index + 1, logs.loss, logs.accuracy, logs.validationLoss ?? '', logs.validationAccuracy ?? ''].join(','),
    );
    return ['epoch,loss,accuracy,val_loss,val_accuracy', ...lines, ''].join('\n');
  }
}
