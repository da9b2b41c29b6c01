/**
 * The record of a training: the figures of each epoch, in order.
 */
import type { EpochLogs } from './callback.ts';

/** Of one network; `network,` comes before, where there are several. */
export const HISTORY_COLUMNS = 'epoch,loss,accuracy,val_loss,val_accuracy';

export class History {
  readonly epochs: EpochLogs[] = [];

  /** A header and one line per epoch, numbers in their shortest exact form. */
  toCsv(): string {
    return [HISTORY_COLUMNS, ...linesOf(this), ''].join('\n');
  }
}

/** Of several networks: the same with the network's number, from 1, before each line. Of one: `toCsv`. */
export function historyCsv(histories: readonly History[]): string {
  if (histories.length === 1) return histories[0]!.toCsv();
  const lines = histories.flatMap((one, index) => linesOf(one).map((line) => `${index + 1},${line}`));
  return [`network,${HISTORY_COLUMNS}`, ...lines, ''].join('\n');
}

function linesOf({ epochs }: History): string[] {
  return epochs.map((logs, index) =>
    [index + 1, logs.loss, logs.accuracy, logs.validationLoss ?? '', logs.validationAccuracy ?? ''].join(','),
  );
}
