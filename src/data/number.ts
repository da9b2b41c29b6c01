/**
 * A number as people write it in a CSV cell: decimal digits with an optional sign, point and exponent, blanks (space,
 * tab) around it. Hexadecimal, digit grouping, `Infinity` and the empty cell are no numbers here.
 */

// A digit can be matched in one way only, so that a long run of digits before a letter takes linear time.
const NUMBER = /^[ \t]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;

/**
 * Returns the nearest float64; NaN when the text is no number; ±Infinity when it is one, but out of range. Nothing is
 * allocated: this runs once a cell.
 */
export function parseNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}
