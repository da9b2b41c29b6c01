/**
 * One cell read as a number, or the error that tells an analyst where it stands and what to do about it.
 */
import { DataError, quoted } from '../errors.ts';
import { isMissing } from './missing.ts';
import { parseNumber } from './number.ts';

/** `line` is where the record starts; `index` counts the fields from 0. */
interface CellPlace {
  readonly file: string;
  readonly line: number;
  readonly index: number;
  readonly name: string;
}

/**
 * @throws DataError E_CSV_MISSING, E_CSV_NUMBER or E_CSV_RANGE.
 */
export function readNumberCell(text: string, file: string, line: number, index: number, name: string): number {
  const value = parseNumber(text);
  if (value - value === 0) return value;
  throw cellError(text, value, { file, line, index, name });
}

function cellError(text: string, value: number, { file, line, index, name }: CellPlace): DataError {
  const place = { file, line, column: index + 1, field: name };
  const column = `column ${quoted(name)}`;
  if (isMissing(text)) {
    const what = text.trim() === '' ? 'is empty' : `holds ${quoted(text)}, a word for a missing value`;
    return new DataError('E_CSV_MISSING', `${column}: this cell ${what}, and missing values are not filled in`, {
      ...place,
      hint: `fill it in, remove the row, or leave the column out with --drop ${quoted(name)}`,
    });
  }
  if (!Number.isNaN(value)) {
    return new DataError('E_CSV_RANGE', `${column}: ${quoted(text)} is out of range (beyond ±1.8e308)`, place);
  }
  return new DataError('E_CSV_NUMBER', `${column}: ${quoted(text)} is not a number`, {
    ...place,
    hint: /^\s*[+-]?\d+,\d+\s*$/.test(text)
      ? 'write decimals with a point'
      : `columns of text can't be used yet: leave it out with --drop ${quoted(name)}, or name it with --id or --target`,
  });
}
