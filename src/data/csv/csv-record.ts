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
