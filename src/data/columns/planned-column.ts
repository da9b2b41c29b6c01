/**
 * The builder of a planned column: its contents are known, or inferred from its cells.
 */
import type { CellFormat } from '../cells/cell.ts';
import type { TextColumn } from '../table.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { InferredColumnBuilder } from './inferred-column.ts';
import { knownColumnBuilder, type KnownPlan } from './known-column.ts';
import { looksLikeId } from './looks-like-id.ts';
import { ProvisionalColumnBuilder } from './provisional-column.ts';
import type { RowLines } from './row-lines.ts';

export interface ColumnPlan extends Omit<KnownPlan, 'kind'> {
  /** `inferred` and `id?` are decided at the end, by their cells; `id?` is the ID if its texts are keys. */
  readonly kind: KnownPlan['kind'] | 'inferred' | 'id?';
  /** True where numbers and dates are written as in the format, and nothing is left to find out. */
  readonly isFixed?: boolean;
}

/**
 * @param hasHeader whether the file names its columns, which tells IDs from measures
 * @param lines the lines of the rows read so far
 */
export function plannedColumnBuilder(
  plan: ColumnPlan,
  file: string,
  format: CellFormat,
  hasHeader: boolean,
  lines: RowLines,
): ColumnBuilder {
  const { name, index, kind, needed = false, isFixed = false } = plan;
  const given = kind === 'number' || kind === 'date' ? kind : undefined;
  const isOpen = kind === 'inferred' || kind === 'id?' || (given !== undefined && !isFixed);
  if (!isOpen) return knownColumnBuilder({ ...plan, kind }, file, format);
  const place = { file, column: index + 1, field: name };
  const isId = kind === 'id?' ? (texts: TextColumn) => looksLikeId(texts, hasHeader, format) : undefined;
  const texts = new InferredColumnBuilder(place, format, needed, isId, given);
  return new ProvisionalColumnBuilder(place, format, needed, texts, lines, { mayBeId: isId !== undefined, given });
}
