/**
 * One cell read as a number, a boolean or a date, or the error that tells an analyst where the cell is and what to do
 * about it.
 */
import { DataError, quoted } from '../../errors.ts';
import { parseBoolean } from './boolean.ts';
import { parseDate } from './date.ts';
import type { MissingWords } from './missing.ts';
import { parseNumber, type DecimalMark } from './number.ts';
import type { Notation } from '../table.ts';
import { setting, wording } from '../../wording.ts';

/** How the cells of a file are written. */
export interface CellFormat {
  readonly decimal: DecimalMark;
  readonly missing: MissingWords;
}

/** A column of a file: its name, `field`, and its number, from 1. */
export interface ColumnPlace {
  readonly file: string;
  readonly column: number;
  readonly field: string;
}

/** `line` is the line on which the record starts, from 1. */
export interface CellPlace extends ColumnPlace {
  readonly line: number;
}

/** NaN when the text isn't written that way; ±Infinity for a number out of range. */
export function parseCell(text: string, notation: Notation, decimal: DecimalMark): number {
  if (notation === 'number') return parseNumber(text, decimal);
  return notation === 'boolean' ? parseBoolean(text) : parseDate(text);
}

/** What is wrong with a cell that isn't missing and whose `parseCell` is not finite. */
export function cellError(text: string, notation: Notation, decimal: DecimalMark, place: CellPlace): DataError {
  const column = `column ${quoted(place.field)}`;
  if (notation === 'boolean') {
    return new DataError('E_CSV_BOOLEAN', `${column}: ${quoted(text)} is neither yes nor no`, {
      ...place,
      hint: 'words such as yes/no, true/false, y/n, on/off, or 1/0',
    });
  }
  if (notation === 'date') {
    return new DataError('E_CSV_DATE', `${column}: ${quoted(text)} is no date such as 2024-12-31`, {
      ...place,
      hint: wording`write dates as YYYY-MM-DD, or train with ${setting('drop', place.field)}`,
    });
  }
  if (!Number.isNaN(parseNumber(text, decimal))) {
    return new DataError('E_CSV_RANGE', `${column}: ${quoted(text)} is out of range (beyond ±1.8e308)`, place);
  }
  const otherMark = decimal === '.' ? ',' : '.';
  return new DataError('E_CSV_NUMBER', `${column}: ${quoted(text)} is not a number`, {
    ...place,
    hint: Number.isNaN(parseNumber(text, otherMark))
      ? wording`correct it, or train with ${setting('categorical', place.field)} if the column holds kinds, else with ${setting('drop', place.field)}`
      : wording`${setting('decimal', otherMark)}`,
  });
}

export function missingError(text: string, place: CellPlace): DataError {
  const what = text.trim() === '' ? 'is empty' : `holds ${quoted(text)}, a word for a missing value`;
  return new DataError(
    'E_CSV_MISSING',
    `column ${quoted(place.field)}: this cell ${what}, and a value is needed here`,
    { ...place, hint: 'fill it in, or remove the row' },
  );
}
