/**
 * The rows of a table that have a label. The others are left out before anything else looks at them.
 */
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import type { ReadingLog } from '../reading-log.ts';
import { allRows, countMissing, isMissing, tableOfRows, type Column, type Table } from '../table.ts';
import type { PlannedColumns } from './plan-columns.ts';
import { binned, binNames } from './target-numbers.ts';

/** The table with classes for a target that is cut, and without the rows that have no label; the log counts them. */
export function withLabels(
  table: Table,
  { roles: { target }, cuts, areKnown }: PlannedColumns,
  file: string,
  log: ReadingLog,
): Table {
  const read = table.columns.find(({ name }) => name === target);
  if (read === undefined) return table;
  const place = { file, field: target };
  const labels = cuts === null ? read : cutTarget(read, cuts, areKnown, place, log);
  if (labels === null) return { ...table, columns: table.columns.filter((column) => column !== read) };
  const labelled = { ...table, columns: table.columns.map((column) => (column === read ? labels : column)) };
  const without = countMissing(labels);
  if (without === 0) return labelled;
  if (without === table.rowCount) {
    const hint = wording`name the column of classes with ${setting('target')}`;
    log.fault(new DataError('E_DATA_CLASSES', `target ${quoted(target)}: no row has a label`, { ...place, hint }));
    return table;
  }
  const rows = without === 1 ? '1 row has' : `${without} rows have`;
  const text = `target ${quoted(target)}: ${rows} no label and ${without === 1 ? 'is' : 'are'} left out, of ${table.rowCount}`;
  log.infer({ kind: 'rows without a label', text, settings: [], field: target, ...(areKnown && { isGiven: true }) });
  const kept = allRows(table.rowCount).filter((row) => !isMissing(labels, row));
  return tableOfRows(labelled, kept);
}

interface Place {
  readonly file: string;
  readonly field: string;
}

/** Null where the target can't be cut so; the log says why. */
function cutTarget(
  column: Column,
  cuts: readonly number[],
  areKnown: boolean,
  place: Place,
  log: ReadingLog,
): Column | null {
  const refuse = (message: string): null => {
    const hint = wording`give other numbers with ${setting('targetBins')}, or name another column with ${setting('target')}`;
    log.fault(new DataError('E_DATA_CLASSES', `target ${quoted(place.field)}${message}`, { ...place, hint }));
    return null;
  };
  if (column.kind !== 'number' || (column.notation ?? 'number') !== 'number') {
    return refuse(' holds no numbers, so there is nothing to cut into classes');
  }
  const labels = binned(column, cuts);
  // A file to evaluate a model on need not have all of its classes.
  const empty = areKnown ? undefined : binNames(cuts).find((name) => !labels.levels.includes(name));
  if (empty === undefined) return labels;
  const [least, most] = rangeOf(column.values);
  return refuse(`: no row is in the class ${quoted(empty)}, its numbers go from ${least} to ${most}`);
}

function rangeOf(values: Float64Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
