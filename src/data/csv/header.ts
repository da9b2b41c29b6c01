/**
 * The first record of a CSV file, when it names the columns. Any text is a name, `__proto__` included, and names that
 * differ in case or blanks are different; only an empty or repeated one is refused.
 */
import { DataError, quoted } from '../../errors.ts';
import { DECIMAL_MARKS, parseNumber } from '../cells/number.ts';

/** `auto`: the first record is a header if none of its fields is a number. */
export const HEADER_CHOICES = ['auto', 'yes', 'no'] as const;
export type HeaderChoice = (typeof HEADER_CHOICES)[number];

const MOST_COLUMNS = 10_000;

/** The columns' names: from the first record if it is a header, else by position. */
export function readHeader(
  fields: readonly string[],
  line: number,
  file: string,
  header: HeaderChoice,
): { names: readonly string[]; hasHeader: boolean } {
  if (fields.length > MOST_COLUMNS) {
    const message = `the first record has ${fields.length} fields, at most ${MOST_COLUMNS} columns are read`;
    throw new DataError('E_CSV_COLUMNS', message, { file, line });
  }
  const hasHeader = header === 'yes' || (header === 'auto' && looksLikeHeader(fields));
  if (!hasHeader) return { names: positionalNames(fields.length), hasHeader };
  try {
    checkHeader(fields, file, line);
  } catch (error) {
    if (!(error instanceof DataError) || looksLikeHeader(fields)) throw error;
    throw error.withHint(() => 'this record looks like a row: a header with the names of the columns is expected here');
  }
  return { names: fields, hasHeader };
}

/** @throws DataError E_CSV_HEADER for an empty or repeated name, with the places of both. */
export function checkHeader(names: readonly string[], file: string, line: number): void {
  const columnOf = new Map<string, number>();
  const nameless: number[] = [];
  for (const [index, name] of names.entries()) {
    const column = index + 1;
    if (name === '') {
      nameless.push(column);
      continue;
    }
    const first = columnOf.get(name);
    if (first !== undefined) {
      throw new DataError('E_CSV_HEADER', `columns ${first} and ${column} have the same name, ${quoted(name)}`, {
        file,
        line,
        column,
        field: name,
        hint: 'rename one of them',
      });
    }
    columnOf.set(name, column);
  }
  if (nameless.length === 0) return;
  const which =
    nameless.length === 1
      ? `column ${nameless[0]} has`
      : nameless.length === 2
        ? `columns ${nameless[0]} and ${nameless[1]} have`
        : `columns ${nameless[0]}, ${nameless[1]} and ${nameless.length - 2} more have`;
  throw new DataError('E_CSV_HEADER', `${which} no name`, {
    file,
    line,
    column: nameless[0],
    hint: 'name each column',
  });
}

/**
 * True when the first record is names: no field is a number, and not all are empty. One empty name makes a bad header,
 * which `checkHeader` refuses, rather than a row.
 */
export function looksLikeHeader(first: readonly string[]): boolean {
  // With either decimal mark: a row of 12,5 and 3,7 is not a header, even before the decimal mark is known.
  const isNumber = (field: string) => DECIMAL_MARKS.some((mark) => !Number.isNaN(parseNumber(field, mark)));
  return first.some((field) => field !== '') && !first.some(isNumber);
}

/** Names for a file without a header: `column_1` to `column_<count>`. */
export function positionalNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `column_${index + 1}`);
}
