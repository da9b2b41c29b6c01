/**
 * Whether the first record of a CSV file names its columns, and what they are called where it doesn't.
 */
import { DataError } from '../../errors.ts';

/** `auto`: what stands below tells; `two`: a second line, of units or labels, stands below the names. */
export const HEADER_CHOICES = ['auto', 'yes', 'no', 'two'] as const;
export type HeaderChoice = (typeof HEADER_CHOICES)[number];

const MOST_COLUMNS = 10_000;

/** @throws DataError E_CSV_COLUMNS for more columns than are read. */
export function requireColumnCount(count: number, line: number, file: string): void {
  if (count <= MOST_COLUMNS) return;
  const message = `the first record has ${count} fields, at most ${MOST_COLUMNS} columns are read`;
  throw new DataError('E_CSV_COLUMNS', message, { file, line });
}

/** Names for a file without a header: `column_1` to `column_<count>`. */
export function positionalNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `column_${index + 1}`);
}
