/**
 * The builder of a column whose contents are known beforehand.
 */
import type { CellFormat } from '../cells/cell.ts';
import { NumberColumnBuilder, TextColumnBuilder, type ColumnBuilder } from './column-builder.ts';
import { knownCells, type KnownPlan } from './known-cells.ts';

export function knownColumnBuilder(plan: KnownPlan, file: string, format: CellFormat): ColumnBuilder {
  const cells = knownCells(plan, file, format);
  return cells.kind === 'category' ? new TextColumnBuilder(cells) : new NumberColumnBuilder(cells);
}
