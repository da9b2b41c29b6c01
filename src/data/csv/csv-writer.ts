/**
 * A record as CSV text (RFC 4180, with LF): what `readCsv` reads back to the same fields.
 */
import { requireDelimiter } from './delimiter.ts';

/** Readers disagree about blanks at the edges (U+FEFF is one of them), so these are quoted, too. */
const NEEDS_QUOTES = /["\r\n]|^\s|\s$/;

/**
 * Returns the record with its line end. One empty field is written as `""`: without quotes it would be a blank line.
 *
 * @throws UsageError E_USAGE_DELIMITER
 */
export function formatCsvRecord(fields: readonly string[], delimiter = ','): string {
  if (delimiter !== ',') requireDelimiter(delimiter);
  if (fields.length === 1 && fields[0] === '') return '""\n';
  return `${fields.map((field) => formatField(field, delimiter)).join(delimiter)}\n`;
}

function formatField(field: string, delimiter: string): string {
  if (!NEEDS_QUOTES.test(field) && !field.includes(delimiter)) return field;
  return `"${field.replaceAll('"', '""')}"`;
}
