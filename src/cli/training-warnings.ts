/**
 * What `train` says before it begins about files that are small, or whose classes are rare.
 */
import type { PreparedTable } from '../preprocessing/prepared-data.ts';
import { counted, groupDigits } from '../text-table.ts';
import { defaultBatchSize } from '../training/rows/batch-size.ts';
import { inFlags } from './flags.ts';

/** A warning where balancing leaves a tenth of the training rows or less. */
export function describeFewRows({ rows, balance }: PreparedTable, rowCount: number, isCourse: boolean): string[] {
  if (balance !== 'undersample' && balance !== 'first') return [];
  const heldOut = rows.validation.length + rows.test.length;
  // The course balances before it splits.
  const [kept, all] = isCourse ? [rows.train.length + heldOut, rowCount] : [rows.train.length, rowCount - heldOut];
  if (kept > all / 10) return [];
  const none = inFlags({ option: 'balance', value: 'none' });
  const what = balance === 'first' ? 'balancing by the first rows' : 'undersampling';
  const which = isCourse ? 'rows' : 'training rows';
  return [`warning: ${what} keeps ${groupDigits(kept)} of ${groupDigits(all)} ${which}; ${none} or weights uses all`];
}

/** A line where batches are smaller than usual, and nobody asked for it. */
export function describeBatches(rowCount: number, asked: number | undefined): string[] {
  const size = defaultBatchSize(rowCount);
  const usual = defaultBatchSize(Infinity);
  if (asked !== undefined || size === usual) return [];
  return [
    `batches of ${size} rows, since ${usual} would leave ${counted(Math.ceil(rowCount / usual), 'step')} an epoch; --batch-size changes it`,
  ];
}
