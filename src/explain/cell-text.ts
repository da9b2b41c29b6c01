/**
 * The cells of a typed column as text again, as its file writes them: no trailing zeros, yes and no for what words stood
 * for yes and no.
 */
import { formatDate } from '../data/cells/date.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import type { Column, Notation } from '../data/table.ts';

/** Null for a missing one. */
export function cellText(cells: Column, row: number, format: ValueFormat): string | null {
  if (cells.kind === 'text') return cells.levels[cells.codes[row]!] ?? null;
  const value = cells.values[row]!;
  return Number.isNaN(value) ? null : numberText(value, cells, format);
}

/** A number as it is written in a file of this format, so that it is read back as it is; of a unit, only `%`. */
export function numberText(
  value: number,
  { notation, unit }: { readonly notation?: Notation | undefined; readonly unit?: string | undefined },
  { decimal }: ValueFormat,
): string {
  if (notation === 'date') return formatDate(value);
  if (notation === 'boolean') return value === 1 ? 'yes' : 'no';
  const text = String(value).replace('.', decimal);
  return unit === '%' ? `${text}%` : text;
}
