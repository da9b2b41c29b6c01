/**
 * A number as people write it in a CSV cell: decimal digits with an optional sign, decimal mark and exponent, blanks
 * (space, tab) around it. Hexadecimal, digit grouping, `Infinity` and the empty cell are not numbers here.
 */

export const DECIMAL_MARKS = ['.', ','] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What may stand between groups of three digits; a space stands for the no-break and the thin space as well. */
export const THOUSANDS_MARKS = ['none', ',', '.', 'space', "'"] as const;
export type ThousandsMark = (typeof THOUSANDS_MARKS)[number];

// A digit can be matched in one way only, so that a long run of digits before a letter takes linear time.
const WITH_POINT = /^[ \t]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;
const WITH_COMMA = /^[ \t]*[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?[ \t]*$/;

/**
 * Returns the nearest float64; NaN when the text is not a number; ±Infinity for a number out of range. With a decimal
 * point nothing is allocated: this runs once per cell.
 */
export function parseNumber(text: string, decimal: DecimalMark = '.'): number {
  if (decimal === '.') return WITH_POINT.test(text) ? Number(text) : Number.NaN;
  return WITH_COMMA.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
