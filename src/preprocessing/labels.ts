/**
 * The target's texts as class numbers 0 … k−1: of two classes 1 is the one that counts, more are in the order of their
 * code units, which no locale can change.
 */
import type { TextColumn } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import { setting, wording } from '../wording.ts';
import { classCounts } from './dataset.ts';
import { choosePositive, positiveOfMany, type PositiveReason } from './positive-class.ts';

/** More distinct values than this aren't classes. */
export const MOST_CLASSES = 100;

export interface Labels {
  /** The names of the k classes. */
  readonly classes: readonly string[];
  /** Why class 1 is the one that counts; null for more than two classes. */
  readonly positiveReason: PositiveReason | null;
  /** The class number of each row [n], in [0, k). */
  readonly targets: Int32Array;
}

/**
 * @param positive the class that counts; by default chosen as in `choosePositive`
 * @throws DataError E_DATA_CLASSES when there is one class only, or more than a column of classes can have; UsageError
 *   E_USAGE_VALUE when `positive` is none of two classes.
 */
export function encodeLabels(column: TextColumn, file: string, positive?: string): Labels {
  const { name, levels, codes } = column;
  const shown = `target ${quoted(name)}`;
  if (levels.length < 2) {
    throw new DataError('E_DATA_CLASSES', `${shown} has one class only, ${quoted(levels[0] ?? '')}, in all rows`, {
      file,
      field: name,
      hint: wording`two classes are needed to tell apart; name another column with ${setting('target')}`,
    });
  }
  if (levels.length > MOST_CLASSES) {
    throw new DataError(
      'E_DATA_CLASSES',
      `${shown} has ${levels.length} distinct values, more than ${MOST_CLASSES} classes`,
      {
        file,
        field: name,
        hint: wording`name the column of classes with ${setting('target')}`,
      },
    );
  }
  const sorted = levels.toSorted();
  const place = { file, field: name };
  if (sorted.length > 2 && positive !== undefined) throw positiveOfMany(positive, sorted.length, place);
  const chosen = sorted.length > 2 ? null : choosePositive(sorted, countsOf(sorted, column), positive, place);
  const classes = chosen?.label === 0 ? sorted.toReversed() : sorted;
  const numberOf = levels.map((level) => classes.indexOf(level));
  return { classes, targets: codes.map((code) => numberOf[code]!), positiveReason: chosen?.reason ?? null };
}

/** How many rows hold each of the levels. */
function countsOf(levels: readonly string[], column: TextColumn): number[] {
  const counts = classCounts(column.codes, column.levels.length);
  return levels.map((level) => counts[column.levels.indexOf(level)]!);
}
