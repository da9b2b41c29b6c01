/**
 * Fields that a header has no name for: an index in front, as R and pandas write one, or what stands behind a delimiter
 * at the end of each record.
 */
import { cellKind } from '../cells/cell-kind.ts';
import { DataError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';

/** Counts from 0 or 1, one more in each row. */
export function isIndex(cells: readonly string[]): boolean {
  const start = Number(cells[0]);
  return (
    (start === 0 || start === 1) && cells.every((cell, row) => /^\s*\d+\s*$/.test(cell) && Number(cell) === start + row)
  );
}

/**
 * What the field is that rows have beyond the names: `first` an index, `last` nothing.
 *
 * @param names of the header
 * @param rows all with one field more
 * @param line of the header
 * @throws DataError E_CSV_FIELDS where the first fields are no index, or where a number seems to be cut in two.
 */
export function surplusField(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  file: string,
  line: number,
): 'first' | 'last' {
  const keys = rows.map((row) => row[0]!);
  const blankCount = rows.filter((row) => row.at(-1)!.trim() === '').length;
  const isMostlyBlank = 2 * blankCount > rows.length;
  // Where few have a value there, they are refused at their lines, unless the first fields could be an index.
  if (blankCount === rows.length || (isMostlyBlank && !isIndex(keys))) return 'last';
  const areKeys = areRowNames(keys) || areIncreasing(keys);
  const isKeyAgain = KEY_NAME.test(names[0]!) && new Set(rows.map((row) => row[1])).size < rows.length;
  const cut = isIndex(keys) && keys.length >= CLEAR_ROWS ? -1 : cutNumber(rows);
  if (areKeys && !isMostlyBlank && !isKeyAgain && cut === -1 && rows.length > 1) return 'first';
  const what = cut === -1 ? '' : `, or the numbers in fields ${cut + 1} and ${cut + 2} are one, with a decimal comma`;
  throw new DataError(
    'E_CSV_FIELDS',
    `the header has ${names.length} names, each record ${names.length + 1} fields, and the first ones are no clear index${what}`,
    {
      file,
      line,
      hint: wording`give each column a name, or quote fields with a delimiter; ${setting('skipRows', line)} if this is a title`,
    },
  );
}

/** Texts, no two of them the same. */
function areRowNames(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length && keys.every((key) => cellKind(key) === 'word');
}

/** Whole numbers, each above the one before: the rows of a longer table. */
function areIncreasing(keys: readonly string[]): boolean {
  return keys.every((key, row) => /^\s*\d+\s*$/.test(key) && (row === 0 || Number(key) > Number(keys[row - 1])));
}

const KEY_NAME = /^(?:id|uuid|guid|key|no|nr|number|#|.*[ _-]id)$/i;

/** So many numbers in a row are no accident. */
const CLEAR_ROWS = 5;

/** The first of two neighbouring columns that could be one number with a comma in it; −1 without. */
function cutNumber(rows: readonly (readonly string[])[]): number {
  const hasPoints = rows.some((row) => row.some((cell) => /^\s*-?\d+\.\d+\s*$/.test(cell)));
  const behind = hasPoints ? /^\d{3}(?:\.\d+)?$/ : /^\d{1,3}$/;
  return rows[0]!.findIndex((_, column, { length }) => {
    return column + 1 < length && rows.every((row) => /^-?\d+$/.test(row[column]!) && behind.test(row[column + 1]!));
  });
}
