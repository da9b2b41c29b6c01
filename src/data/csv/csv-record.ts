/**
 * One record of a CSV file: its fields as text, and the physical line (from 1) where it starts. A blank line, one with
 * no character at all, is a record without fields.
 */
import { DataError } from '../../errors.ts';
import { delimiterHint } from './delimiter.ts';

export interface CsvRecord {
  readonly line: number;
  readonly fields: string[];
}

/** True for a line that holds nothing but blanks, which is not a row unless the file has only one column. */
export function isBlankLine({ fields }: CsvRecord, fieldCount: number): boolean {
  return fields.length === 0 ? fieldCount !== 1 : fields.length === 1 && fieldCount !== 1 && fields[0]!.trim() === '';
}

/** The record's fields: a blank line is an empty one. @throws DataError E_CSV_FIELDS with the line for a wrong number. */
export function requireFieldCount(record: CsvRecord, expected: number, file: string): readonly string[] {
  const fields = record.fields.length === 0 ? [''] : record.fields;
  if (fields.length === expected) return fields;
  throw new DataError('E_CSV_FIELDS', `expected ${expected} fields, got ${fields.length}`, {
    file,
    line: record.line,
    column: Math.min(fields.length, expected) + 1,
    hint: fields.length === 1 || expected === 1 ? delimiterHint(fields.join(' ')) : undefined,
  });
}

const SPACE = 0x20;
const WHITE_SPACE = /\s/;

/** What may stand round a quoted field and is dropped there, as fast-csv has it: white space of any kind. */
export function isBlank(code: number): boolean {
  return code === SPACE || WHITE_SPACE.test(String.fromCharCode(code));
}
