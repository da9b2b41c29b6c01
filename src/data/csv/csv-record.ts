/**
 * One record of a CSV file: its fields as text, and the physical line (from 1) where it starts. A blank line, one with
 * no character at all, is a record without fields.
 */
export interface CsvRecord {
  readonly line: number;
  readonly fields: string[];
}

/** True for a line that holds nothing but blanks, which is not a row unless the file has only one column. */
export function isBlankLine({ fields }: CsvRecord, fieldCount: number): boolean {
  return fields.length === 0 ? fieldCount !== 1 : fields.length === 1 && fieldCount !== 1 && fields[0]!.trim() === '';
}

const SPACE = 0x20;
const WHITE_SPACE = /\s/;

/** What may stand round a quoted field and is dropped there, as fast-csv has it: white space of any kind. */
export function isBlank(code: number): boolean {
  return code === SPACE || WHITE_SPACE.test(String.fromCharCode(code));
}
