/**
 * One cell read as a number, a boolean or a date, or the error that tells an analyst where the cell is and what to do
 * about it.
 */
import { DataError, quoted } from '../../errors.ts';
import type { Text } from '../../setting.ts';
import { setting, wording } from '../../wording.ts';
import type { Notation } from '../table.ts';
import { parseAmount } from './amount.ts';
import { parseBoolean } from './boolean.ts';
import { parseDate } from './date.ts';
import type { MissingWords } from './missing.ts';
import type { ValueFormat } from './value-format.ts';

/** How the cells of a file are written. */
export interface CellFormat extends ValueFormat {
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

/**
 * NaN when the text isn't written that way; ±Infinity for a number out of range.
 *
 * @param unit of a number, if it has one: see `parseAmount`
 */
export function parseCell(text: string, notation: Notation, format: ValueFormat, unit?: string): number {
  if (notation === 'number') return parseAmount(text, format, unit);
  return notation === 'boolean' ? parseBoolean(text) : parseDate(text, format.dateOrder);
}

/** What is wrong with a cell that isn't missing and whose `parseCell` is not finite. */
export function cellError(
  text: string,
  notation: Notation,
  format: ValueFormat,
  place: CellPlace,
  unit?: string,
): DataError {
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
  if (!Number.isNaN(parseCell(text, notation, format, unit))) {
    return new DataError('E_CSV_RANGE', `${column}: ${quoted(text)} is out of range (beyond ±1.8e308)`, place);
  }
  const what = unit === undefined ? 'a number' : `a number in ${unit}`;
  return new DataError('E_CSV_NUMBER', `${column}: ${quoted(text)} is not ${what}`, {
    ...place,
    hint: hintFor(text, format, place, unit),
  });
}

/** What can be done about a text among numbers. */
function hintFor(text: string, { decimal }: ValueFormat, { field }: CellPlace, unit: string | undefined) {
  if (decimal === '.' && !Number.isNaN(parseAmount(text, { decimal: ',' }, unit))) {
    // Three digits behind a comma may be a group of them as well.
    const asGroup = /\d,\d{3}$/.test(text.trim()) ? wording`${setting('thousands', ',')} or ` : '';
    return wording`${asGroup}${setting('decimal', ',')}`;
  }
  return wording`correct it, or ${trainOtherwise(field)}`;
}

/** The way out for a column whose cells aren't all numbers. */
export function trainOtherwise(field: string): Text {
  return wording`train with ${setting('categorical', field)} if the column holds kinds, else with ${setting('drop', field)}`;
}

export function missingError(text: string, place: CellPlace): DataError {
  const what = text.trim() === '' ? 'is empty' : `holds ${quoted(text)}, a word for a missing value`;
  return new DataError(
    'E_CSV_MISSING',
    `column ${quoted(place.field)}: this cell ${what}, and a value is needed here`,
    { ...place, hint: 'fill it in, or remove the row' },
  );
}
