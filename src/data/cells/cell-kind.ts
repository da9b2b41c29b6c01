/**
 * What a cell looks like, at a glance: enough to tell names from values before it is known how the file writes numbers
 * and dates.
 */
import { parseBoolean } from './boolean.ts';
import { MissingWords } from './missing.ts';

export type CellKind = 'missing' | 'number' | 'date' | 'boolean' | 'word';

const MISSING = new MissingWords();
/** Most numbers, told at once. */
const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;
/** With a sign, brackets, groups of digits in any notation, an exponent, a unit of money or per cent. */
const NUMBER =
  /^[\s(]*[-+]?\s?(?:[$€£¥₹]|[A-Z]{3}\s)?\s?[-+]?(?:\d[\d.,'’ \u00A0\u202F]*|[.,]\d+)(?:[eE][-+]?\d+)?\s?(?:%|[$€£¥₹]|[A-Z]{3})?[)\s]*$/;
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATE = new RegExp(
  String.raw`^\s*(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[ -](?:${MONTHS})[a-z]*[ ,-]+\d{2,4}|(?:${MONTHS})[a-z]* \d{1,2},? \d{4}|\d{1,2}:\d{2})(?:[T ,]+\d{1,2}:\d{2}.*|:\d{2}.*)?\s*$`,
  'i',
);

export function cellKind(text: string): CellKind {
  if (PLAIN_NUMBER.test(text)) return 'number';
  if (MISSING.has(text)) return 'missing';
  if (DATE.test(text)) return 'date';
  if (NUMBER.test(text)) return 'number';
  return Number.isNaN(parseBoolean(text)) ? 'word' : 'boolean';
}

/** What all cells of a column that aren't missing look like; null where they differ or all are missing. */
export function columnKind(cells: readonly string[]): CellKind | null {
  const kinds = new Set(cells.map(cellKind));
  kinds.delete('missing');
  if (kinds.size !== 1) return null;
  return [...kinds][0]!;
}
