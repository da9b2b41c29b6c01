/**
 * How a file is written, decided by all of its columns together: what their cells prove is taken and said, what has two
 * readings is refused with both ways out.
 */
import type { ValueFormat } from '../cells/value-format.ts';
import type { ReadingLog } from '../reading-log.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { resolveDateOrder } from './resolve-dates.ts';
import { resolveMarks } from './resolve-marks.ts';
import { sayKinds, sayUnits } from './say-columns.ts';

/** What is known of the format before any cell is. */
export interface GivenFormat extends Partial<ValueFormat> {
  /** The decimal mark that plain numbers were read with. */
  readonly scanned: ValueFormat['decimal'];
}

export interface ResolvedFormat {
  readonly format: ValueFormat;
  /** The columns that were refused: their cells need not be refused once more. */
  readonly refused: ReadonlySet<ColumnEvidence>;
}

/** @param log takes what is inferred and what is refused */
export function resolveFormat(columns: readonly ColumnEvidence[], given: GivenFormat, log: ReadingLog): ResolvedFormat {
  const refused = new Set<ColumnEvidence>();
  const marks = resolveMarks(
    columns.filter(({ type }) => type === 'number'),
    given,
    log,
    refused,
  );
  const dateOrder = resolveDateOrder(
    columns.filter(({ type }) => type === 'date'),
    given.dateOrder,
    log,
    refused,
  );
  sayUnits(columns, log);
  sayKinds(columns, log);
  return { format: { ...marks, ...(dateOrder !== undefined && { dateOrder }) }, refused };
}
