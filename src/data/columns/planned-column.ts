/**
 * The builder of a planned column: its contents are known, or inferred from its cells.
 */
import type { CellFormat } from '../cells/cell.ts';
import type { TextColumn } from '../table.ts';
import { TextColumnBuilder, type ColumnBuilder } from './column-builder.ts';
import { InferredColumnBuilder } from './inferred-column.ts';
import { knownColumnBuilder, type KnownPlan } from './known-column.ts';
import { ProvisionalColumnBuilder } from './provisional-column.ts';
import type { RowLines } from './row-lines.ts';

export interface ColumnPlan extends Omit<KnownPlan, 'kind'> {
  /**
   * `inferred` and `id?` are decided at the end, by their cells; `id?` is the ID if its texts are keys. A `target`, and
   * an `id` by its name, are built elsewhere. Of a `group` no cell may be blank.
   */
  readonly kind: KnownPlan['kind'] | 'inferred' | 'id?' | 'id' | 'target' | 'group';
  /** True where numbers and dates are written as in the format, and nothing is left to find out. */
  readonly isFixed?: boolean;
}

/**
 * @param isId tells whether the texts of a column `id?` are keys
 * @param lines the lines of the rows read so far
 */
export function plannedColumnBuilder(
  plan: ColumnPlan,
  file: string,
  format: CellFormat,
  isId: (texts: TextColumn) => boolean,
  lines: RowLines,
): ColumnBuilder {
  const { name, index, kind, needed = false, isFixed = false } = plan;
  if (kind === 'id' || kind === 'target') throw new RangeError(`plannedColumnBuilder: ${kind} is no kind of contents`);
  const given = kind === 'number' || kind === 'date' ? kind : undefined;
  const place = { file, column: index + 1, field: name };
  if (kind === 'group') return new TextColumnBuilder(place, format, { missing: 'refused if blank' });
  const mayBeId = kind === 'id?';
  if (kind !== 'inferred' && !mayBeId && (given === undefined || isFixed)) {
    return knownColumnBuilder({ ...plan, kind }, file, format);
  }
  const texts = new InferredColumnBuilder(place, format, needed, mayBeId ? isId : undefined, given);
  return new ProvisionalColumnBuilder(place, format, needed, texts, lines, { mayBeId, given });
}
