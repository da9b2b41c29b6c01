/**
 * The cells of a column whose contents are known beforehand: each is what the column holds, or missing, or refused.
 */
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { trimBlanks } from '../cells/blanks.ts';
import {
  cellError,
  missingError,
  parseCell,
  type CellFormat,
  type CellPlace,
  type ColumnPlace,
} from '../cells/cell.ts';
import type { FeatureType } from '../notation/column-evidence.ts';
import type { Notation } from '../table.ts';

/** A column that is read, with the place of its cells in a record, from 0. */
export interface PlacedColumn {
  readonly name: string;
  readonly index: number;
}

export interface KnownPlan extends PlacedColumn {
  readonly kind: FeatureType;
  /** The texts that a `category` may have, if known. */
  readonly levels?: readonly string[] | undefined;
  /** True where a missing cell is refused. */
  readonly needed?: boolean;
  /** The unit of numbers that are written with one. */
  readonly unit?: string | undefined;
}

export interface NumberCells {
  readonly kind: Notation;
  readonly place: ColumnPlace;
  readonly format: CellFormat;
  /** True where a missing cell is refused. */
  readonly needed: boolean;
  /** Of the numbers, if they have one: see `parseAmount`. */
  readonly unit?: string | undefined;
}

export interface TextCells {
  readonly kind: 'category';
  readonly place: ColumnPlace;
  readonly format: CellFormat;
  /** What to do with a missing cell; the name of a group is refused only if it is blank. */
  readonly missing: 'marked' | 'refused' | 'refused if blank';
  /** The only texts allowed, if known. */
  readonly levels?: ReadonlySet<string> | undefined;
}

export function knownCells(plan: KnownPlan, file: string, format: CellFormat): NumberCells | TextCells {
  const { name, index, kind, levels, needed = false, unit } = plan;
  const place = { file, column: index + 1, field: name };
  if (kind !== 'category') return { kind, place, format, needed, unit };
  return { kind, place, format, missing: needed ? 'refused' : 'marked', levels: levels && new Set(levels) };
}

/**
 * @param line where the record starts
 * @returns NaN where the value is missing
 * @throws DataError for a cell that doesn't fit the column.
 */
export function readNumber(text: string, line: number, { kind, place, format, needed, unit }: NumberCells): number {
  const value = parseCell(text, kind, format, unit);
  const { missing } = format;
  if (value - value === 0 && !missing.includeValues) return value;
  if (missing.has(text)) {
    if (needed) throw missingError(text, { ...place, line });
    return Number.NaN;
  }
  if (value - value !== 0) throw cellError(text, kind, format, { ...place, line }, unit);
  return value;
}

/**
 * Kinds that differ in the blanks at their ends are one.
 *
 * @returns null where the value is missing
 * @throws DataError for a cell that doesn't fit the column.
 */
export function readText(given: string, line: number, { place, format, missing, levels }: TextCells): string | null {
  const text = trimBlanks(given);
  // A word such as "none" can be a name; an empty cell cannot.
  const isMissing = missing === 'refused if blank' ? text === '' : format.missing.has(text);
  if (isMissing && missing === 'marked') return null;
  if (isMissing) throw missingError(text, { ...place, line });
  if (levels?.has(text) === false) throw unknownLevel(text, levels, { ...place, line });
  return text;
}

/** The error for a level that a model was told to refuse. */
function unknownLevel(text: string, levels: ReadonlySet<string>, place: CellPlace): DataError {
  const known = [...levels].slice(0, 8).map(quoted).join(', ');
  return new DataError('E_DATA_LEVEL', `column ${quoted(place.field)}: no training row has ${quoted(text)}`, {
    ...place,
    hint: wording`known are ${known}; the model was trained with ${setting('unseen', 'refuse')}`,
  });
}
