/**
 * Splits whole records into fields. The record guard has found where records end and what is malformed, so this is what
 * is left of a CSV parser: fields between delimiters, a quote inside quotes written twice, blanks round a quoted field
 * dropped.
 */
import { BYTE_ORDER_MARK } from './utf8-decoder.ts';
import { isBlank } from './csv-record.ts';
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

const LF = 0x0a;
const QUOTE = 0x22;

/** The splitter of hosts without fast-csv. It trusts that the guard cut the piece. */
export const splitFields: FieldSplitter = ({ text }, _file, delimiter) => {
  if (!text.includes('"')) return splitPlainFields(text, delimiter);
  const records: string[][] = [];
  const delimiterCode = delimiter.charCodeAt(0);
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  while (at < text.length) {
    const fields: string[] = [];
    while (text.charCodeAt(at) !== LF) {
      if (fields.length > 0) at++; // the delimiter
      const { field, end } = readField(text, at, delimiterCode);
      fields.push(field);
      at = end;
    }
    records.push(fields);
    at++;
  }
  return records;
};

/** The field that starts at `start`; `end` is where its delimiter or the line end stands. */
function readField(text: string, start: number, delimiter: number): { field: string; end: number } {
  const first = skipBlanks(text, start, delimiter);
  if (text.charCodeAt(first) !== QUOTE) {
    let end = first;
    while (!endsField(text.charCodeAt(end), delimiter)) end++;
    return { field: text.slice(start, end), end };
  }
  let close = text.indexOf('"', first + 1);
  while (text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  return {
    field: text.slice(first + 1, close).replaceAll('""', '"'),
    end: skipBlanks(text, close + 1, delimiter),
  };
}

/** The first place from `start` on that holds no blank; a delimiter is never taken for one, nor a line end. */
function skipBlanks(text: string, start: number, delimiter: number): number {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (!isBlank(code) || endsField(code, delimiter)) return at;
  }
}

function endsField(code: number, delimiter: number): boolean {
  return code === delimiter || code === LF;
}

/** Text without quotes needs no parser. */
export function splitPlainFields(text: string, delimiter: string): string[][] {
  const lines = (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).split('\n');
  return lines.slice(0, -1).map((line) => (line === '' ? [] : line.split(delimiter)));
}
