/**
 * Splits whole records into fields. The record guard has found where records end and what is malformed, so this is what
 * is left of a CSV parser: fields between delimiters, a quote inside quotes written twice, blanks round a quoted field
 * dropped.
 */
import { BYTE_ORDER_MARK } from './utf8-decoder.ts';
import type { RecordPiece } from './record-guard.ts';

/**
 * The fields of each record of a piece, in order; a blank line has none. Node passes fast-csv, which is held to the same
 * fields.
 */
export type FieldSplitter = (
  piece: RecordPiece,
  file: string,
  delimiter: string,
) => readonly string[][] | Promise<readonly string[][]>;

const BLANKS = /\s*/y;

/** The splitter of hosts without fast-csv. */
export const splitFields: FieldSplitter = ({ text }, _file, delimiter) => {
  if (!text.includes('"')) return splitPlainFields(text, delimiter);
  const records: string[][] = [];
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  while (at < text.length) {
    const fields: string[] = [];
    while (text[at] !== '\n') {
      if (fields.length > 0) at++; // the delimiter
      const { field, end } = readField(text, at, delimiter);
      fields.push(field);
      at = end;
    }
    records.push(fields);
    at++;
  }
  return records;
};

/** The field that starts at `start`; `end` is its delimiter or the line end. */
function readField(text: string, start: number, delimiter: string): { field: string; end: number } {
  const quote = skipBlanks(text, start, delimiter);
  if (text[quote] !== '"') {
    const end = nearest(text.indexOf(delimiter, start), text.indexOf('\n', start));
    return { field: text.slice(start, end), end };
  }
  let close = text.indexOf('"', quote + 1);
  while (text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return {
    field: text.slice(quote + 1, close).replaceAll('""', '"'),
    end: skipBlanks(text, close + 1, delimiter),
  };
}

/** The first place from `at` on that is no blank; a delimiter and a line end are none. */
function skipBlanks(text: string, at: number, delimiter: string): number {
  BLANKS.lastIndex = at;
  const blanks = BLANKS.exec(text)![0];
  return at + nearest(blanks.indexOf(delimiter), nearest(blanks.indexOf('\n'), blanks.length));
}

/** The smaller of two places, where −1 is none. */
function nearest(a: number, b: number): number {
  return a === -1 || (b !== -1 && b < a) ? b : a;
}

/** Text without quotes needs no parser. */
export function splitPlainFields(text: string, delimiter: string): string[][] {
  const lines = (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).split('\n');
  return lines.slice(0, -1).map((line) => (line === '' ? [] : line.split(delimiter)));
}
