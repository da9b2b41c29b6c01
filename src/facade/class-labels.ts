/**
 * The classes of y as callers have them: numbers or texts, which stay what they are.
 */
import { DataError, shown } from '../errors.ts';
import { MOST_CLASSES } from '../preprocessing/labels.ts';

export type ClassLabel = number | string;

export interface ClassLabels {
  /** Ascending: numbers by size, texts by their code units [k]. */
  readonly classes: readonly ClassLabel[];
  /** The class number of each row [n], in [0, k). */
  readonly targets: Int32Array;
}

/** @throws RangeError for anything but a list of one class for each of the rows of X. */
export function requireLabels(where: string, rowCount: number, y: unknown): void {
  const { length } = (typeof y === 'object' && y !== null ? y : {}) as { readonly length?: unknown };
  if (typeof length !== 'number') throw new RangeError(`${where}: y is ${shown(y)}, expected a list of classes`);
  if (length !== rowCount) throw new RangeError(`${where}: X has ${rowCount} rows, y ${length}`);
}

/**
 * @param y whole numbers or texts [n]
 * @throws DataError E_DATA_LABEL for anything else, E_DATA_CLASSES for one class only, or more than 100.
 */
export function readClasses(where: string, y: ArrayLike<ClassLabel>): ClassLabels {
  requireKinds(where, y);
  const classes = [...new Set(Array.from(y))].toSorted((a, b) => (a < b ? -1 : 1));
  if (classes.length < 2 || classes.length > MOST_CLASSES) {
    const found = classes.length === 1 ? `1 class, ${shown(classes[0])},` : `${classes.length} distinct values`;
    throw new DataError(
      'E_DATA_CLASSES',
      `${where}: y has ${found} in ${y.length} rows, expected 2 to ${MOST_CLASSES}`,
    );
  }
  return { classes, targets: classNumbers(where, y, classes) };
}

/**
 * The class number of each row [n].
 *
 * @throws DataError E_DATA_LABEL naming the first row that is of none of the classes.
 */
export function classNumbers(where: string, y: ArrayLike<ClassLabel>, classes: readonly ClassLabel[]): Int32Array {
  const numberOf = new Map(classes.map((label, number) => [label, number]));
  return Int32Array.from(y, (label, i) => {
    const number = numberOf.get(label);
    if (number === undefined) throw wrongLabel(where, label, i, `one of ${classes.slice(0, 6).map(shown).join(', ')}`);
    return number;
  });
}

function requireKinds(where: string, y: ArrayLike<unknown>): void {
  const kind = typeof y[0] === 'string' ? 'string' : 'number';
  for (let i = 0; i < y.length; i++) {
    const label = y[i];
    if (typeof label === kind && (kind === 'string' || Number.isSafeInteger(label))) continue;
    const expected =
      i === 0 ? 'a whole number or a text' : `a ${kind === 'string' ? 'text' : 'whole number'} as y[0] is`;
    throw wrongLabel(where, label, i, expected);
  }
}

function wrongLabel(where: string, label: unknown, i: number, expected: string): DataError {
  return new DataError('E_DATA_LABEL', `${where}: y[${i}] is ${shown(label)}, expected ${expected}`);
}
