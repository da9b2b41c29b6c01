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
    const [network, ...figures] = isSeveral ? cells : [1, ...cells];
    const logs = epochOf(figures);
    const isNext = network === histories.length && logs?.epoch === (histories.at(-1)?.length ?? 0) + 1;
    const isFirst = network === histories.length + 1 && logs?.epoch === 1;
    if (logs === null || !(isNext || isFirst)) {
      throw refusal(index + 2, 'is no line of a history: epochs from 1, and their figures');
    }
    if (isFirst) histories.push([]);
    histories.at(-1)!.push(logs);
  }
  if (histories.length === 0) throw refusal(1, 'has no epoch');
  return histories;
}

/** Null for what is none. */
function epochOf(cells: readonly (number | null)[]): RecordedEpoch | null {
  const [epoch, loss, accuracy, validationLoss, validationAccuracy] = cells;
  if (cells.length !== 5 || cells.some((cell) => cell !== null && !Number.isFinite(cell))) return null;
  if (typeof epoch !== 'number' || typeof loss !== 'number' || typeof accuracy !== 'number') return null;
  return { epoch, loss, accuracy, validationLoss: validationLoss!, validationAccuracy: validationAccuracy! };
}
