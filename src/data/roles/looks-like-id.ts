/**
 * Whether the first column of a file is its ID, judged by its texts.
 */
import type { CellFormat } from '../cells/cell.ts';
import type { MissingWords } from '../cells/missing.ts';
import { writtenLevel } from '../notation/written-level.ts';
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

/** Not a number in whatever marks, with or without a unit, not a date, not missing. */
function isWord(text: string, missing: MissingWords): boolean {
  const { formats, orders } = writtenLevel({ text, rows: 1, line: 1 });
  return formats === 0 && orders === 0 && !missing.has(text);
}

/** True for an amount such as `1.5`, `$45,300` or `13%`; bare digits can be a key as well. */
export function isAmount(text: string): boolean {
  return !/^[ \t]*\d+[ \t]*$/.test(text) && writtenLevel({ text, rows: 1, line: 1 }).formats !== 0;
}
