/**
 * What the columns of a file are, now that all cells have been seen: which one is the ID, which ones are left out, and
 * what is inferred in saying so.
 */
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { listWhole } from '../column-name.ts';
import type { ColumnPlan } from '../columns/planned-column.ts';
import { delimiterHint } from '../csv/delimiter.ts';
import type { ReadingLog } from '../reading-log.ts';
import { featuresError, type ColumnRoles, type LeftOutColumn, type Schema } from '../schema.ts';
import { countMissing, findColumn, type Table } from '../table.ts';
import type { InferredTypes } from '../table-builder.ts';
import { countsFrom, isNearlyEmpty, LEFT_OUT_REASONS, reasonOf, type LeftOutReason } from './left-out.ts';
import type { PlannedColumns } from './plan-columns.ts';

/** A file that has been read. */
export interface ReadColumns {
  readonly file: string;
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  readonly missingWords: readonly string[];
  readonly planned: PlannedColumns;
  /** All rows. */
  readonly whole: Table;
  /** Those that have a label. */
  readonly table: Table;
  readonly types: InferredTypes;
}

/** The plans of columns whose cells tell what they are. */
const OPEN: ReadonlySet<ColumnPlan['kind']> = new Set(['inferred', 'id?', 'id']);

/** Columns that can't be read are no features; the log says what is wrong with them. */
export function finishedSchema(read: ReadColumns, log: ReadingLog): Schema {
  const { file, names, hasHeader, missingWords, planned, whole, table, types } = read;
  const { roles, wanted, cuts } = planned;
  const { target, group, time } = roles;
  const id = idOf(roles, types);
  const candidates = roles.features.filter((name) => name !== id);
  const isOpen = new Set(planned.plans.filter(({ kind }) => OPEN.has(kind)).map(({ name }) => name));
  const inferred = candidates.filter((name) => isOpen.has(name) && types.has(name));
  const unusable = inferred.flatMap((name) => leftOut(name, whole, types.get(name)!) ?? []);
  const isLeftOut = new Set(unusable.map(({ name }) => name));
  const isRead = new Set(table.columns.map(({ name }) => name));
  const features = candidates.filter((name) => isRead.has(name) && !isLeftOut.has(name) && !log.isAtFault(name));
  noteId(read, id, log);
  noteKinds(roles, types, log);
  noteIndex(unusable, whole, log);
  noteLeftOut(unusable, log);
  if (time !== null && isRead.has(time) && !['number', 'date'].includes(types.get(time)!)) {
    const message = `column ${quoted(time)} holds neither dates such as 2024-12-31 nor numbers`;
    const hint = wording`${setting('time')} needs a column that tells when`;
    log.fault(new DataError('E_SCHEMA_TIME', message, { file, field: time, hint }));
  }
  for (const column of table.columns) {
    if (!wanted.includes(column.name) || countMissing(column) < table.rowCount) continue;
    const message = `column ${quoted(column.name)}: no row has a value`;
    const hint = wording`${setting('drop', column.name)}`;
    log.fault(new DataError('E_SCHEMA_EMPTY', message, { file, field: column.name, hint }));
  }
  if (features.length === 0 && log.faults.count === 0) {
    log.fault(featuresError(unusable, file, names.length === 1 ? delimiterHint(names[0]!) : undefined));
  }
  const bins = cuts === null ? {} : { targetBins: cuts };
  return { hasHeader, target, id, group, time, missingWords, ...bins, features, unusable };
}

function idOf({ id, idNames, idCandidate }: ColumnRoles, types: InferredTypes): string | null {
  const isId = (name: string | null): name is string => name !== null && types.get(name) === 'id';
  return id ?? idNames.find(isId) ?? (isId(idCandidate) ? idCandidate : null);
}

function leftOut(name: string, table: Table, type: string): LeftOutColumn | null {
  const reason = reasonOf(type);
  if (reason !== null) return { name, obstacle: reason };
  const column = findColumn(table, name);
  if (column === undefined) return null;
  if (countsFrom(column) !== null) return { name, obstacle: 'index' };
  return isNearlyEmpty(column, table.rowCount) ? { name, obstacle: 'nearly empty' } : null;
}

function noteId({ planned: { roles } }: ReadColumns, id: string | null, log: ReadingLog): void {
  if (id === null || id !== roles.idCandidate) return;
  log.infer({
    kind: 'id',
    text: `column ${quoted(id)} is the ID: it comes first, and its values are keys that all differ`,
    settings: [setting('id', id)],
    field: id,
  });
}

function noteKinds({ idNames }: ColumnRoles, types: InferredTypes, log: ReadingLog): void {
  for (const name of idNames) {
    if (types.get(name) !== 'category') continue;
    log.infer({
      kind: 'id',
      text: wording`column ${quoted(name)} is no ID, since its few values repeat: it is read as kinds`,
      settings: [setting('categorical', name)],
      field: name,
    });
  }
}

function noteIndex(unusable: readonly LeftOutColumn[], table: Table, log: ReadingLog): void {
  for (const { name, obstacle } of unusable) {
    if (obstacle !== 'index') continue;
    const first = countsFrom(findColumn(table, name)!);
    log.infer({
      kind: 'index',
      text: wording`column ${quoted(name)} counts the rows from ${String(first)} and is left out; ${setting('numeric', name)} takes it in`,
      settings: [setting('drop', name)],
      field: name,
    });
  }
}

const WORDS: Readonly<Record<Exclude<LeftOutReason, 'index'>, string>> = {
  text: 'text that hardly repeats',
  key: 'keys of something else',
  empty: 'empty',
  'nearly empty': 'nearly empty',
};

/** How many characters the names of one reason may take. */
const LONGEST_LIST = 120;

function noteLeftOut(unusable: readonly LeftOutColumn[], log: ReadingLog): void {
  const groups = LEFT_OUT_REASONS.flatMap((reason) => {
    const names = unusable.filter(({ obstacle }) => obstacle === reason).map(({ name }) => name);
    return reason === 'index' || names.length === 0 ? [] : [{ reason, names }];
  });
  if (groups.length === 0) return;
  const names = groups.flatMap((group) => group.names);
  const lists = groups.map((group) => `${listWhole(group.names, LONGEST_LIST)} (${WORDS[group.reason]})`);
  const text = wording`left out, since nothing can be learned from ${names.length === 1 ? 'it' : 'them'}: ${lists.join('; ')}`;
  const [key] = groups.find(({ reason }) => reason === 'key')?.names ?? [];
  const kept = key === undefined ? '' : wording`; ${setting('group', key)} keeps its rows together`;
  log.infer({
    kind: 'left out',
    text: wording`${text}; ${setting('categorical')} or ${setting('numeric')} takes one in${kept}`,
    settings: [setting('drop', names)],
    ...(names.length === 1 && { field: names[0]! }),
  });
}
