/**
 * Rows as objects, such as `{ age: 42, plan: 'pro' }`, turned into the records of a CSV file with the same cells, so that
 * both are held to the same rules.
 */
import { DataError, quoted, shown } from '../errors.ts';
import { cellText, type CellValue } from './cells/cell-value.ts';
import type { DecimalMark } from './cells/number.ts';
import type { MissingWords } from './cells/missing.ts';
import type { CsvRecord } from './csv/csv-record.ts';
import { requireColumns } from './schema.ts';

/** The cells of a row by the names of their columns. */
export type Row = Readonly<Record<string, CellValue>>;

/**
 * The fields of each row in the order of `names`; the line of a record is the number of its row, from 1. Other columns
 * are left alone; numbers get the given decimal mark. A missing value has to be stated: by null, undefined or a text that stands for one.
 *
 * @throws DataError E_ROW_TYPE for what is not a list of objects, E_SCHEMA_COLUMN for a row without one of the columns,
 *   E_ROW_VALUE for a value that no cell can hold, after the records before it.
 */
export function* recordsFromRows(
  rows: readonly Row[],
  names: readonly string[],
  missing: MissingWords,
  file: string,
  decimal: DecimalMark = '.',
): Generator<CsvRecord, void, undefined> {
  if (!Array.isArray(rows)) {
    const message = `expected a list of rows such as [{ "age": 42 }], got ${shown(rows)}`;
    throw new DataError('E_ROW_TYPE', message, { file });
  }
  const missingText = missing.has('') ? '' : (missing.words[0] ?? '');
  for (const [index, row] of rows.entries()) {
    const line = index + 1;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      const message = `expected a row such as { "age": 42 }, got ${shown(row)}`;
      throw new DataError('E_ROW_TYPE', message, { file, line });
    }
    if (!names.every((name) => Object.hasOwn(row, name))) {
      requireColumns(Object.keys(row), names, file, 'the model', line);
    }
    const fields = names.map((name, column) => {
      const text = cellText(row[name], missingText, decimal);
      if (text !== undefined) return text;
      const message = `column ${quoted(name)}: expected a text, number, boolean, date or null, got ${shown(row[name])}`;
      throw new DataError('E_ROW_VALUE', message, { file, line, column: column + 1, field: name });
    });
    yield { line, fields };
  }
}
