/**
 * history.csv read back: the figures of each epoch, of each network where there are several.
 */
import { FormatError } from '../../../errors.ts';
import { parseNumber } from '../../../data/cells/number.ts';
import type { RecordedEpoch } from '../../../report/run-documents.ts';
import { HISTORY_COLUMNS } from '../../../training/history.ts';

/** @throws FormatError E_RUN_CONFIG naming the line. */
export function readHistory(text: string, file: string): RecordedEpoch[][] {
  const [header, ...lines] = text.trimEnd().split('\n');
  const isSeveral = header === `network,${HISTORY_COLUMNS}`;
  const refusal = (line: number, message: string) => new FormatError('E_RUN_CONFIG', message, { file, line });
  if (header !== HISTORY_COLUMNS && !isSeveral) throw refusal(1, `expected ${HISTORY_COLUMNS}`);
  const histories: RecordedEpoch[][] = [];
  for (const [index, line] of lines.entries()) {
    const cells = line.split(',').map((cell) => (cell === '' ? null : parseNumber(cell)));
    const [network, epoch, loss, accuracy, validationLoss, validationAccuracy] = isSeveral ? cells : [1, ...cells];
    const isNext = network === histories.length && epoch === (histories.at(-1)?.length ?? 0) + 1;
    const isFirst = network === histories.length + 1 && epoch === 1;
    const numbers = [loss, accuracy, validationLoss, validationAccuracy];
    const areNumbers = numbers.every((value) => value === null || Number.isFinite(value));
    if (
      cells.length !== (isSeveral ? 6 : 5) ||
      !(isNext || isFirst) ||
      !areNumbers ||
      loss === null ||
      accuracy === null
    ) {
      throw refusal(index + 2, 'is no line of a history: epochs from 1, and their figures');
    }
    if (isFirst) histories.push([]);
    histories.at(-1)!.push({
      epoch: epoch!,
      loss: loss!,
      accuracy: accuracy!,
      validationLoss: validationLoss!,
      validationAccuracy: validationAccuracy!,
    });
  }
  if (histories.length === 0) throw refusal(1, 'has no epoch');
  return histories;
}
