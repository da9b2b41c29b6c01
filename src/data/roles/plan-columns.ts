/**
 * What is known of each column before any row is read: its role, and how its cells will be judged.
 */
import { UsageError, quoted } from '../../errors.ts';
import type { SettingName } from '../../setting.ts';
import { namesIn } from '../column-name.ts';
import { setting, wording } from '../../wording.ts';
import type { ValueFormat } from '../cells/value-format.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { ColumnPlan } from '../columns/planned-column.ts';
import type { CsvFormat } from '../csv-format.ts';
import { assignRoles, requireAll, type ColumnChoice, type ColumnRoles, type KnownColumn } from '../schema.ts';
import { cutPoints } from './target-numbers.ts';

/** What a file's columns are, as given before their names are known. */
export interface CsvColumns extends ColumnChoice {
  /** Each value is a column's name or several separated by commas, and so below. */
  readonly drop?: readonly string[] | undefined;
  readonly numeric?: readonly string[] | undefined;
  readonly categorical?: readonly string[] | undefined;
  /** The words for a missing value; a listed set by default. */
  readonly missingWords?: readonly string[] | undefined;
  /** More such words. */
  readonly missingWord?: readonly string[] | undefined;
  /** The points at which a target of numbers is cut into classes, as texts. */
  readonly targetBins?: readonly string[] | undefined;
  /** True where a missing cell is refused. */
  readonly needed?: boolean;
  /** How numbers and dates are written, as far as that is known; the cells tell the rest. */
  readonly format?: Partial<ValueFormat>;
  /** How the text of the file is written, unless it proves otherwise. */
  readonly csv?: CsvFormat;
  /** True where a model knows all of it, so that nothing is found out. */
  readonly isFixed?: boolean;
}

export interface PlannedColumns {
  readonly roles: ColumnRoles;
  /** In the file's order. */
  readonly plans: readonly ColumnPlan[];
  /** The points at which the target is cut into classes. */
  readonly cuts: readonly number[] | null;
  /** Columns that somebody asked for as features. */
  readonly wanted: readonly string[];
  /** True where somebody said that the target's numbers are names of classes. */
  readonly areClasses: boolean;
  /** True where the classes are known beforehand. */
  readonly areKnown: boolean;
  /** Whether an option names a column. */
  readonly isSaid: (name: string) => boolean;
}

/**
 * @param dialect with a column that the header has no field for: it is left out unless an option names it
 * @throws UsageError for a column that isn't there or has two roles, and for bad cut points.
 */
export function planColumns(
  { names, extra, blank }: Pick<Dialect, 'names' | 'extra' | 'blank'>,
  columns: CsvColumns,
  file: string,
): PlannedColumns {
  const { target, id, group, time } = columns;
  const named = (name: string | undefined) => {
    return name !== undefined && !names.includes(name) && names.includes(name.trim()) ? name.trim() : name;
  };
  const roleNames = { target: named(target), id: named(id), group: named(group), time: named(time) };
  const { known, only, wanted } = knownColumns(columns, names, file);
  const isNamed = extra !== null && (wanted.includes(extra) || Object.values(roleNames).includes(extra));
  const drop = [...namesIn(columns.drop ?? [], names), ...(extra === null || isNamed ? [] : [extra])];
  const choice = { ...columns, ...roleNames, drop, known, only, blank };
  const said = new Set([...wanted, ...Object.values(roleNames), ...namesIn(columns.drop ?? [], names)]);
  const isSaid = (name: string) => said.has(name);
  const roles = assignRoles(names, choice, file);
  const cuts = columns.targetBins === undefined ? null : cutPoints(columns.targetBins);
  const sets = { ids: new Set(roles.idNames), features: new Set(roles.features) };
  const plans = names.flatMap((name, place) => planFor(name, place, roles, sets, choice, cuts !== null) ?? []);
  return {
    roles,
    plans,
    cuts,
    wanted,
    areClasses: known.has(roles.target),
    areKnown: columns.labels !== undefined,
    isSaid,
  };
}

/** What columns hold by a schema and by options; a column whose contents are given is a feature. */
function knownColumns({ known, only, numeric, categorical }: CsvColumns, names: readonly string[], file: string) {
  const numbers = knownNames(numeric, names, 'numeric', file);
  const categories = knownNames(categorical, names, 'categorical', file);
  const isCategory = new Set(categories);
  const both = numbers.find((name) => isCategory.has(name));
  if (both !== undefined) {
    const message = wording`column ${quoted(both)} can't be both ${setting('numeric')} and ${setting('categorical')}`;
    throw new UsageError('E_USAGE_COLUMN', message, { file, field: both });
  }
  const chosen = new Map<string, KnownColumn>(known);
  for (const name of numbers) chosen.set(name, { kind: 'number' });
  for (const name of categories) chosen.set(name, { kind: 'category' });
  const wanted = [...numbers, ...categories];
  return { known: chosen, only: only && [...new Set([...only, ...wanted])], wanted };
}

function planFor(
  name: string,
  index: number,
  roles: ColumnRoles,
  { ids, features }: { readonly ids: ReadonlySet<string>; readonly features: ReadonlySet<string> },
  { known, labels, needed = false, isFixed = false }: CsvColumns,
  isCut: boolean,
): ColumnPlan | null {
  if (name === roles.target)
    return isCut ? { name, index, kind: 'inferred' } : { name, index, kind: 'target', levels: labels };
  if (name === roles.group) return { name, index, kind: 'group' };
  if (name === roles.time) return { name, index, kind: 'inferred', needed: true };
  if (ids.has(name)) return { name, index, kind: 'id', needed };
  if (name === roles.idCandidate) return { name, index, kind: 'id?', needed };
  if (!features.has(name)) return null;
  return { name, index, needed, isFixed, ...(known?.get(name) ?? { kind: 'inferred' }) };
}

function knownNames(
  values: readonly string[] | undefined,
  names: readonly string[],
  option: SettingName,
  file: string,
): string[] {
  const chosen = namesIn(values ?? [], names);
  requireAll(names, chosen, option, file);
  return chosen;
}
