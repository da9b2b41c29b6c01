/**
 * The builder of a column whose contents are known beforehand.
 */
import type { CellFormat } from '../cells/cell.ts';
import { NumberColumnBuilder, TextColumnBuilder, type ColumnBuilder } from './column-builder.ts';
import type { FeatureType } from '../notation/column-evidence.ts';

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

export function knownColumnBuilder(
  { name, index, kind, levels, needed = false, unit }: KnownPlan,
  file: string,
  format: CellFormat,
): ColumnBuilder {
  const place = { file, column: index + 1, field: name };
  if (kind !== 'category') return new NumberColumnBuilder(place, kind, format, needed, unit);
  return new TextColumnBuilder(place, format, { missing: needed ? 'refused' : 'marked', levels });
}
