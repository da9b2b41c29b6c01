/**
 * A cell as a JavaScript value: a number and its text are the same cell, and so are a date and its ISO 8601 text.
 */

/** Null and undefined are missing. */
export type CellValue = string | number | bigint | boolean | Date | null | undefined;

/**
 * The text of a value in a CSV file.
 *
 * @param missing the text for null and undefined
 * @param decimal the decimal mark of the file
 * @returns undefined for a value that no cell can hold, such as a list
 */
export function cellText(value: unknown, missing: string, decimal = '.'): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value).replace('.', decimal);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'undefined':
      return missing;
    default:
      if (value === null) return missing;
      return value instanceof Date ? dateText(value) : undefined;
  }
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? String(date) : date.toISOString();
}
