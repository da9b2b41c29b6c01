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
  const { name, index, kind, needed = false } = plan;
  if (kind !== 'inferred' && kind !== 'id?') return knownColumnBuilder({ ...plan, kind }, file, format);
  const place = { file, column: index + 1, field: name };
  const isId = kind === 'id?' ? (texts: TextColumn) => looksLikeId(texts, hasHeader, format) : undefined;
  const texts = new InferredColumnBuilder(place, format, needed, isId);
  return new ProvisionalColumnBuilder(name, format, needed, texts, lines, isId !== undefined);
}
