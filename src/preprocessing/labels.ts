/**
 * The target's texts as class numbers 0 … k−1, in the order of their code units, which no locale can change.
 */
import type { TextColumn } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import { setting, wording } from '../wording.ts';

/** More distinct values than this aren't classes. */
export const MOST_CLASSES = 100;

export interface Labels {
  /** The names of the k classes. */
  readonly classes: readonly string[];
  /** The class number of each row [n], in [0, k). */
  readonly targets: Int32Array;
}

/**
 * @throws DataError E_DATA_CLASSES when there is one class only, or more than a column of classes can have.
 */
export function encodeLabels(column: TextColumn, file: string): Labels {
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
  const classes = levels.toSorted();
  const numberOf = levels.map((level) => classes.indexOf(level));
  return { classes, targets: codes.map((code) => numberOf[code]!) };
}
