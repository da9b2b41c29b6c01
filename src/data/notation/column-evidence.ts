/**
 * What a column holds by its distinct texts, and what they prove about the way in which the file is written.
 *
 * A column of nearly all numbers is not text: when most rows hold numbers, or dates, the first other cell is an error
 * with its line, because one `12,5` must not turn a column of measures into a category. Words with digits in them among
 * a few numbers, such as `3+`, are kinds beside kinds.
 */
import { areBooleans } from '../cells/boolean.ts';
import type { ColumnPlace } from '../cells/cell.ts';
import { formatBit, countRows, isPlainlyWord, type WrittenLevel } from './written-level.ts';
import type { Notation } from '../table.ts';

export type FeatureType = Notation | 'category';

/** Why nothing can be learned from a column as it is: texts hardly repeat, unknown date order, empty. */
export type Obstacle = 'text' | 'date-like' | 'empty';

export interface ColumnEvidence {
  readonly place: ColumnPlace;
  readonly type: FeatureType | Obstacle;
  /** How most of its numbers are marked: a sign of money, `%`, or nothing. */
  readonly unit: string;
  /** The texts that are numbers, or dates. */
  readonly levels: readonly WrittenLevel[];
  /** The texts among them that are none. */
  readonly strays: readonly WrittenLevel[];
  /** True where somebody said what the column holds. */
  readonly isGiven: boolean;
  /** True where all cells were numbers as they were scanned; then `levels` has one that needs the decimal mark, if any. */
  readonly isPlain?: boolean;
  /** What makes kinds of numbers. */
  readonly reason?: 'words' | 'codes';
}

/** Up to this many levels make a category in a file of any length. */
const FEW_LEVELS = 10;
/** Texts that are in fewer rows than this, on average, are not levels. */
const ROWS_PER_LEVEL = 2;
/** Numbers with more distinct values than this are measures, whatever words stand among them. */
const MOST_KINDS = 50;
/** Words in a smaller share of the rows are slips, unless they have the form of a range. */
const LEAST_WORD_SHARE = 0.005;
const SAYS_HOW_MANY = /\d|^(?:or )?(?:more|less|fewer|over|under|above|below|many|several)$/i;
const RANGE = /^\s*[<>\u2264\u2265~]|\d\s*\+\s*$|\d\s*(?:-|\u2013|to)\s*\d|\d.*(?:more|over|older|less|under|plus)/i;

/**
 * @param levels the distinct texts of the column, missing words left out
 * @param given what it holds, if somebody said so
 */
export function judgeColumn(
  levels: readonly WrittenLevel[],
  place: ColumnPlace,
  given?: 'number' | 'date',
): ColumnEvidence {
  const evidence = { place, unit: '', levels: [], strays: [], isGiven: given !== undefined };
  const rows = countRows(levels);
  if (rows === 0) return { ...evidence, type: 'empty' };
  const numbers = levels.filter(({ formats }) => formats !== 0);
  if (given === 'number' || (given === undefined && countRows(numbers) > rows / 2 && !areGroupedCodes(numbers))) {
    const strays = levels.filter(({ formats }) => formats === 0);
    if (given === undefined && areKinds(levels, strays)) {
      return { ...evidence, type: 'category', strays, reason: 'words' };
    }
    if (given === undefined && strays.length === 0 && arePaddedCodes(numbers)) {
      return { ...evidence, type: kindOrText(levels.length, rows), levels, reason: 'codes' };
    }
    return { ...evidence, type: 'number', unit: unitOf(numbers), levels: numbers, strays };
  }
  const dates = levels.filter(({ orders }) => orders !== 0);
  if (given === 'date' || countRows(dates) > rows / 2) {
    return { ...evidence, type: 'date', levels: dates, strays: levels.filter(({ orders }) => orders === 0) };
  }
  if (areBooleans(levels.map(({ text }) => text))) return { ...evidence, type: 'boolean' };
  return { ...evidence, type: kindOrText(levels.length, rows) };
}

/**
 * What `judgeColumn` says of a column that holds words in half of its rows, without a look at how each is written; null
 * for any other.
 *
 * @param texts the distinct ones, missing words left out
 * @param rowsOf how many rows hold each
 */
export function judgeWords(texts: readonly string[], rowsOf: Int32Array, place: ColumnPlace): ColumnEvidence | null {
  const rows = rowsOf.reduce((sum, count) => sum + count, 0);
  let left = rows / 2;
  for (let i = 0; i < texts.length && left > 0; i++) if (isPlainlyWord(texts[i]!)) left -= rowsOf[i]!;
  if (rows === 0 || left > 0) return null;
  const type = areBooleans(texts) ? 'boolean' : kindOrText(texts.length, rows);
  return { place, type, unit: '', levels: [], strays: [], isGiven: false };
}

function kindOrText(levelCount: number, rows: number): 'category' | 'text' {
  return levelCount > Math.max(FEW_LEVELS, rows / ROWS_PER_LEVEL) ? 'text' : 'category';
}

/** Few values that repeat, some of them words with a digit or of an amount. */
function areKinds(levels: readonly WrittenLevel[], strays: readonly WrittenLevel[]): boolean {
  const rows = countRows(levels);
  if (levels.length > Math.min(MOST_KINDS, rows / ROWS_PER_LEVEL)) return false;
  const words = strays.filter(({ text }) => SAYS_HOW_MANY.test(text));
  return words.some(({ text }) => RANGE.test(text)) || countRows(words) > Math.max(0, LEAST_WORD_SHARE * rows);
}

/** Whole numbers of one length of at least three digits, some with a zero in front. */
function arePaddedCodes(levels: readonly WrittenLevel[]): boolean {
  const length = levels[0]!.text.trim().length;
  return (
    length >= 3 &&
    levels.every(({ text }) => text.trim().length === length && /^\s*\d+\s*$/.test(text)) &&
    levels.some(({ text }) => /^\s*0\d/.test(text))
  );
}

const IN_GROUPS = formatBit('.', 'space') | formatBit('.', "'");

/** Three groups of digits or more, and all of one length: numbers of telephones and the like. */
function areGroupedCodes(levels: readonly WrittenLevel[]): boolean {
  const length = levels[0]!.text.trim().length;
  return (
    length >= 9 &&
    levels.every(({ text, unit, formats }) => {
      return unit === '' && formats & IN_GROUPS && !(formats & formatBit('.', 'none')) && text.trim().length === length;
    })
  );
}

/** The unit of most rows; of two that are as frequent, the one that comes first in the order of code units. */
function unitOf(levels: readonly WrittenLevel[]): string {
  const rows = new Map<string, number>();
  for (const level of levels) rows.set(level.unit, (rows.get(level.unit) ?? 0) + level.rows);
  const units = [...rows.keys()].filter((unit) => unit !== '').toSorted();
  return units.reduce((best, unit) => (best === '' || rows.get(unit)! > rows.get(best)! ? unit : best), '');
}
