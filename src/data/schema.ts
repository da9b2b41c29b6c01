/**
 * Which column is what: one target, at most one ID, perhaps one that tells which rows belong together or when they
 * happened; the others are features, unless they are left out.
 */
import type { CodeFor } from '../error-codes.ts';
import { DataError, UsageError, quoted } from '../errors.ts';
import type { SettingName, Text } from '../setting.ts';
import { listNames } from './column-name.ts';
import { delimiterHint } from './csv/delimiter.ts';
import type { FeatureType, Obstacle } from './columns/infer-type.ts';
import { setting, wording } from '../wording.ts';

export interface KnownColumn {
  readonly kind: FeatureType;
  /** The only levels that a category may hold. */
  readonly levels?: readonly string[] | undefined;
  /** True where a missing cell is refused. */
  readonly needed?: boolean;
}

export interface ColumnChoice {
  readonly target?: string | undefined;
  /** A column's name, or `none` for no ID at all. */
  readonly id?: string | undefined;
  readonly drop?: readonly string[] | undefined;
  /** Rows that have the same text here stay on one side of the split. */
  readonly group?: string | undefined;
  /** When each row happened: the earliest train, the latest test. */
  readonly time?: string | undefined;
  /** What columns hold, where that is known; the cells of the others tell. */
  readonly known?: ReadonlyMap<string, KnownColumn>;
  /** The features, where they are known beforehand, but for those dropped or given a role; others are left alone. */
  readonly only?: readonly string[] | undefined;
  /** Who knows them; the model by default. */
  readonly onlyFrom?: string;
  /** What the target may hold, where it is known beforehand. */
  readonly labels?: readonly string[];
}

export interface ColumnRoles {
  readonly target: string;
  /** Why this column is the target, for people to check: the choice is never silent. */
  readonly targetReason: 'named' | 'well-known name' | 'last column';
  readonly id: string | null;
  /** The first column, where only its values can tell whether it is an ID. */
  readonly idCandidate: string | null;
  readonly group: string | null;
  readonly time: string | null;
  readonly features: readonly string[];
}

/** What each column of a file turned out to be. */
export interface Schema {
  readonly hasHeader: boolean;
  readonly target: string;
  readonly id: string | null;
  readonly group?: string | null;
  readonly time?: string | null;
  /** The texts that stand for a missing value; the listed set where left out. */
  readonly missingWords?: readonly string[];
  /** Columns that a model can learn from. */
  readonly features: readonly string[];
  /** Columns that could be features, but hold nothing to learn from as they stand. */
  readonly unusable?: readonly { readonly name: string; readonly obstacle: Obstacle }[];
}

const TARGET_NAMES = new Set([
  'target',
  'label',
  'class',
  'outcome',
  'converted',
  'churn',
  'churned',
  'bought_again',
  'y',
]);
const ID_NAMES = /^(id|uuid|guid|key|(customer|client|user|account|row|record|member)[ _-]?(id|no|number|key)?)$/i;
const ID_SUFFIX = /[ _-]id$/i;

/**
 * Rules, in order. Target: the named column; else the one column with a well-known name; else the last. ID: the named
 * column; else the first column with a well-known name; else the first column if its values turn out to be keys
 * (`idCandidate`, see `looksLikeId`).
 *
 * @throws UsageError when a named column isn't there, or one column is given two roles.
 */
export function assignRoles(names: readonly string[], choice: ColumnChoice, file: string): ColumnRoles {
  if (choice.only !== undefined) requireColumns(names, choice.only, file, choice.onlyFrom);
  const drop = choice.drop ?? [];
  requireAll(names, drop, 'drop', file);
  const dropped = new Set(drop);
  const left = names.filter((name) => !dropped.has(name));
  const { target, targetReason } = chooseTarget(left, choice.target, file);
  const named = choice.id === undefined || choice.id === 'none' ? null : choice.id;
  if (named !== null) requireColumn(left, named, 'id', file);
  const [group, time] = [choice.group ?? null, choice.time ?? null];
  if (group !== null) requireColumn(left, group, 'group', file);
  if (time !== null) requireColumn(left, time, 'time', file);
  if (named === target) throw conflict(target, 'target and ID', file);
  if (group === target) throw conflict(target, 'target and group', file);
  if (time === target) throw conflict(target, 'target and time', file);
  if (time !== null && time === named) throw conflict(time, 'ID and time', file);
  const rest = left.filter((name) => name !== target);
  // A column whose contents are known is a feature.
  const isFree = (name: string) => name !== time && choice.known?.has(name) !== true;
  const isWellKnown = (name: string) => (ID_NAMES.test(name) || ID_SUFFIX.test(name)) && isFree(name);
  const id = named ?? (choice.id === undefined ? (rest.find(isWellKnown) ?? null) : null);
  const first = names[0]!;
  const isCandidate = choice.id === undefined && id === null && rest.includes(first) && isFree(first);
  const idCandidate = isCandidate && first !== group ? first : null;
  const free = new Set(rest.filter((name) => name !== id && name !== group && name !== time));
  const features = (choice.only ?? rest).filter((name) => free.has(name));
  return { target, targetReason, id, idCandidate, group, time, features };
}

function chooseTarget(names: readonly string[], named: string | undefined, file: string) {
  if (named !== undefined) {
    requireColumn(names, named, 'target', file);
    return { target: named, targetReason: 'named' } as const;
  }
  const wellKnown = names.filter((name) => TARGET_NAMES.has(name.toLowerCase()));
  if (wellKnown.length === 1) return { target: wellKnown[0]!, targetReason: 'well-known name' } as const;
  const last = names.at(-1);
  if (last === undefined)
    throw new UsageError('E_USAGE_COLUMN', wording`${setting('drop')} leaves no column`, { file });
  return { target: last, targetReason: 'last column' } as const;
}

/** @throws UsageError E_USAGE_COLUMN for the first of the values that is no column. */
export function requireAll(names: readonly string[], values: readonly string[], option: SettingName, file: string) {
  const known = new Set(names);
  const unknown = values.find((name) => !known.has(name));
  if (unknown !== undefined) requireColumn(names, unknown, option, file);
}

/** @throws UsageError E_USAGE_COLUMN listing the columns there are. */
export function requireColumn(names: readonly string[], name: string, option: SettingName, file: string): void {
  if (names.includes(name)) return;
  const shown = names.slice(0, 12).map(quoted).join(', ');
  throw new UsageError('E_USAGE_COLUMN', wording`${setting(option)}: there is no column ${quoted(name)}`, {
    file,
    field: name,
    hint: `the columns are ${shown}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`.slice(0, 300),
  });
}

function conflict(name: string, roles: string, file: string): UsageError {
  return new UsageError('E_USAGE_COLUMN', `column ${quoted(name)} can't be both ${roles}`, { file, field: name });
}

/** @throws DataError E_SCHEMA_TEXT, E_SCHEMA_DATE or E_SCHEMA_EMPTY naming the columns that nothing can be learned from. */
export function requireUsable({ unusable = [] }: Schema, file: string): void {
  const first = unusable[0];
  if (first === undefined) return;
  const names = unusable.filter(({ obstacle }) => obstacle === first.obstacle).map(({ name }) => name);
  const { code, what, hint } = OBSTACLES[first.obstacle];
  throw new DataError(
    code,
    `${names.length === 1 ? 'column' : `${names.length} columns:`} ${listNames(names)}: ${what}`,
    {
      file,
      field: first.name,
      hint: wording`${setting('drop', names.slice(0, 6))}${hint}`,
    },
  );
}

const OBSTACLES: Readonly<
  Record<Obstacle, { readonly code: CodeFor<'data'>; readonly what: string; readonly hint: Text }>
> = {
  text: {
    code: 'E_SCHEMA_TEXT',
    what: 'free text, whose values hardly repeat, is nothing to learn from',
    hint: wording`, or ${setting('categorical')} if these are kinds`,
  },
  'date-like': {
    code: 'E_SCHEMA_DATE',
    what: 'dates in a form that is not read, since day and month could be confused',
    hint: ', or write them as YYYY-MM-DD',
  },
  empty: { code: 'E_SCHEMA_EMPTY', what: 'no row has a value', hint: '' },
};

/**
 * @param by who needs them
 * @param line of the only row that is looked at
 * @throws DataError E_SCHEMA_COLUMN naming the first column that is lacking.
 */
export function requireColumns(
  names: readonly string[],
  needed: readonly string[],
  file: string,
  by = 'the model',
  line?: number,
): void {
  const known = new Set(names);
  const missing = needed.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const others = missing.length > 1 ? ` and ${missing.length - 1} more that ${by} needs` : `, which ${by} needs`;
  const delimiter = names.length === 1 ? delimiterHint(names[0]!) : undefined;
  const near = names.find((name) => name.trim().toLowerCase() === missing[0]!.trim().toLowerCase());
  throw new DataError('E_SCHEMA_COLUMN', `there is no column ${quoted(missing[0]!)}${others}`, {
    file,
    line,
    field: missing[0],
    hint: delimiter ?? (near === undefined ? listColumns(names) : `rename ${quoted(near)}`),
  });
}

function listColumns(names: readonly string[]): string {
  return names.length === 0 ? 'the row has no columns' : `the columns are ${names.slice(0, 8).map(quoted).join(', ')}`;
}
