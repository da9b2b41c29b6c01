/**
 * Numbers as the page writes them: short enough to read in a column, with a true minus sign. What is copied or saved has
 * all digits.
 */

/** Four decimals between a thousandth and a thousand, so that columns align; else four significant digits. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const isPlain = size >= 1e-3 && size < 1e3;
  return withMinus(isPlain ? value.toFixed(4) : size >= 1e3 && size < 1e6 ? value.toFixed(1) : value.toExponential(3));
}

/** A number as it stands, with all its digits. */
export const exactNumber = (value: number): string => withMinus(String(value));

const withMinus = (text: string): string => text.replaceAll('-', '−');

/** Groups of three digits, from 10,000 on. */
export const count = (value: number): string => value.toLocaleString('en', { useGrouping: 'min2' });
