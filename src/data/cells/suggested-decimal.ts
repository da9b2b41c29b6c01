/**
 * The decimal mark that the opening of a file suggests for the first reading of its numbers.
 */
import type { DecimalMark } from './number.ts';

/** What a number with this mark looks like, and one that shows it: not three digits behind it, as in a thousand. */
const MARKS: readonly (readonly [mark: DecimalMark, number: RegExp, proof: RegExp])[] = [
  ['.', /^\s*(?:[-+]?\d*\.?\d*(?:[eE][-+]?\d+)?)?\s*$/, /^\s*[-+]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+)\s*$/],
  [',', /^\s*(?:[-+]?\d*,?\d*(?:[eE][-+]?\d+)?)?\s*$/, /^\s*[-+]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+)\s*$/],
];

/** The mark that some column proves, all of whose cells read with it; null where none or both are proven. */
export function suggestedDecimal(rows: readonly (readonly string[])[]): DecimalMark | null {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));
  const proven = MARKS.filter(([, number, proof]) => {
    return columns.some((cells) => cells.some((cell) => proof.test(cell)) && cells.every((cell) => number.test(cell)));
  });
  return proven.length === 1 ? proven[0]![0] : null;
}
