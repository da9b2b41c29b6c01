/**
 * Whether the first column of a file is its ID, judged by its texts.
 */
import type { CellFormat } from '../cells/cell.ts';
import { looksLikeOtherDate, parseDate } from '../cells/date.ts';
import type { MissingWords } from '../cells/missing.ts';
import { DECIMAL_MARKS, parseNumber } from '../cells/number.ts';
import type { TextColumn } from '../table.ts';

/**
 * True when the texts are all distinct and can't be measures: mostly words, or whole numbers, some with leading zeros.
 * In a file without column names any whole numbers will do, since no name says what they are.
 */
export function looksLikeId({ levels, codes }: TextColumn, hasHeader: boolean, { missing }: CellFormat): boolean {
  if (levels.length !== codes.length) return false;
  const words = levels.filter((text) => isWord(text, missing)).length;
  const whole = levels.filter((text) => /^[ \t]*\d+[ \t]*$/.test(text));
  if (!hasHeader) return words + whole.length === levels.length;
  const padded = whole.some((text) => /^[ \t]*0\d/.test(text));
  return words > levels.length / 2 || (padded && words + whole.length === levels.length);
}

/** Not a number with either decimal mark, not an amount, not a date, not missing. */
function isWord(text: string, missing: MissingWords): boolean {
  const isNumber = DECIMAL_MARKS.some((mark) => !Number.isNaN(parseNumber(text, mark)));
  return !isNumber && !isAmount(text) && !isDate(text) && !missing.has(text);
}

function isDate(text: string): boolean {
  return !Number.isNaN(parseDate(text)) || looksLikeOtherDate(text);
}

/** Digits with what stands round them in amounts: a sign, a mark, groups, a unit of money, a percent sign. */
const AMOUNT =
  /^[ \t]*[-+(]?[ \t]*(?:\p{Sc}|USD|EUR|GBP|JPY|CHF)?[ \t]*[-+]?\d[\d.,' ]*(?:e[-+]?\d+)?[ \t]*(?:%|\p{Sc}|USD|EUR|GBP|JPY|CHF)?\)?[ \t]*$/iu;

/** True for an amount such as `1.5`, `$45,300` or `13%`; bare digits can be a key as well. */
export function isAmount(text: string): boolean {
  return AMOUNT.test(text) && !/^[ \t]*\d+[ \t]*$/.test(text);
}
