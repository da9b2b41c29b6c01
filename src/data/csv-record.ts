/**
 * One record of a CSV file: its fields as text, and the physical line (from 1) where it starts. A blank line, one with
 * no character at all, is a record without fields.
 */
export interface CsvRecord {
  readonly line: number;
  readonly fields: string[];
}
