/**
 * What a column holds, decided by all of its cells: its distinct texts and how many rows have each.
 *
 * A column of nearly all numbers is not text: when most rows hold numbers, or dates, the first other cell is an error
 * with its line, because one `12,5` must not turn a column of measures into a category.
 */
import { areBooleans } from '../cells/boolean.ts';
import { cellError, parseCell, type CellFormat, type ColumnPlace } from '../cells/cell.ts';
import { looksLikeOtherDate } from '../cells/date.ts';
import { parseNumber } from '../cells/number.ts';
import type { Notation } from '../table.ts';

export type FeatureType = Notation | 'category';

/** Why nothing can be learned from a column as it is: texts hardly repeat, unknown date order, empty. */
export type Obstacle = 'text' | 'date-like' | 'empty';

export interface Level {
  readonly text: string;
  /** How many rows hold it. */
  readonly rows: number;
  /** The line of the first of them. */
  readonly line: number;
}

/** Up to this many levels make a category in a file of any length. */
const FEW_LEVELS = 10;
/** Texts that are in fewer rows than this, on average, are not levels. */
const ROWS_PER_LEVEL = 2;
/** From this share of rows on, the column is taken for dates in a form that is not read. */
const MOSTLY = 0.9;

/**
 * @param levels the distinct texts of the column, missing words left out
 * @throws DataError E_CSV_NUMBER, E_CSV_RANGE or E_CSV_DATE for the first cell that isn't what most cells are.
 */
export function inferType(
  levels: readonly Level[],
  { decimal }: CellFormat,
  place: ColumnPlace,
): FeatureType | Obstacle {
  const rows = countRows(levels);
  if (rows === 0) return 'empty';
  const otherMark = decimal === '.' ? ',' : '.';
  const numbers = levels.filter(({ text }) => !Number.isNaN(parseNumber(text, decimal)));
  const otherNumbers = levels.filter(({ text }) => {
    return Number.isNaN(parseNumber(text, decimal)) && !Number.isNaN(parseNumber(text, otherMark));
  });
  if (countRows(numbers) + countRows(otherNumbers) > rows / 2) {
    requireAll(levels, 'number', decimal, place);
    return 'number';
  }
  const dates = levels.filter(({ text }) => !Number.isNaN(parseCell(text, 'date', decimal)));
  if (countRows(dates) > rows / 2) {
    requireAll(levels, 'date', decimal, place);
    return 'date';
  }
  if (countRows(levels.filter(({ text }) => looksLikeOtherDate(text))) >= MOSTLY * rows) return 'date-like';
  if (areBooleans(levels.map(({ text }) => text))) return 'boolean';
  return levels.length > Math.max(FEW_LEVELS, rows / ROWS_PER_LEVEL) ? 'text' : 'category';
}

function requireAll(
  levels: readonly Level[],
  notation: Notation,
  decimal: CellFormat['decimal'],
  place: ColumnPlace,
): void {
  const strays = levels.filter(({ text }) => !Number.isFinite(parseCell(text, notation, decimal)));
  if (strays.length === 0) return;
  const first = strays.reduce((a, b) => (b.line < a.line ? b : a));
  throw cellError(first.text, notation, decimal, { ...place, line: first.line });
}

function countRows(levels: readonly Level[]): number {
  return levels.reduce((sum, { rows }) => sum + rows, 0);
}
