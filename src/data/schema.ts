/**
 * Which column is what: one target, at most one ID, perhaps one that tells which rows belong together or when they
 * happened; the others are features, unless they are left out.
 */
import { DataError, UsageError, quoted } from '../errors.ts';
import type { SettingName, Text } from '../setting.ts';
import { delimiterHint } from './csv/delimiter.ts';
import { nearest } from '../options/nearest.ts';
import type { ValueFormat } from './cells/value-format.ts';
import type { CsvFormat } from './csv-format.ts';
import { listWhole } from './column-name.ts';
import type { FeatureType, Obstacle } from './notation/column-evidence.ts';
import type { LeftOutReason } from './roles/left-out.ts';
import { setting, wording } from '../wording.ts';

export interface KnownColumn {
  readonly kind: FeatureType;
  /** The only levels that a category may hold. */
  readonly levels?: readonly string[] | undefined;
  /** True where a missing cell is refused. */
  readonly needed?: boolean;
  /** The unit of numbers that are written with one. */
  readonly unit?: string | undefined;
}

export interface ColumnChoice {
  readonly target?: string | undefined;
  /** A column's name, or `none` for no ID at all. */
  readonly id?: string | undefined;
  readonly drop?: readonly string[] | undefined;
  /** Columns without a name and, as far as is known, without a value: none is the target unless it is named. */
  readonly blank?: readonly string[];
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
  readonly labels?: readonly string[] | undefined;
}

export interface ColumnRoles {
  readonly target: string;
  /** Why this column is the target, for people to check: the choice is never silent. */
  readonly targetReason: 'named' | 'well-known name' | 'last column';
  /** The ID, where it is named. */
  readonly id: string | null;
  /** Columns whose names say that they are IDs: the first whose values differ is the file's ID. */
  readonly idNames: readonly string[];
  /** The first column, whose values alone can tell that it is the ID, if no name does. */
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
  /** How numbers and dates are written; as a program does where left out. */
  readonly format?: ValueFormat;
  /** How the text of the file is written, where that isn't plain. */
  readonly csv?: CsvFormat;
  /** The texts that stand for a missing value; the listed set where left out. */
  readonly missingWords?: readonly string[];
  /** The points at which a target of numbers was cut into classes. */
  readonly targetBins?: readonly number[];
  /** Columns that a model can learn from. */
  readonly features: readonly string[];
  /** Columns that could be features, but hold nothing to learn from as they stand. */
  readonly unusable?: readonly LeftOutColumn[];
}

export interface LeftOutColumn {
  readonly name: string;
  readonly obstacle: Obstacle | LeftOutReason;
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
/** Names of keys, in any letter case. */
const ID_NAMES = new RegExp(
  [
    /^(?:id|uuid|guid|key)$/,
    /^(?:customer|client|user|account|acct|row|record|member)[ _-]?(?:id|no|nr|num|nbr|number|key)?$/,
    // Without the number these are as well measures: the loan, the orders.
    /^(?:patient|student|employee|passenger|subscriber|policy|loan|order|invoice|booking|case|lead|ticket|contract)[ _-]?(?:id|no|nr|num|nbr|number|key)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
/** `order_id`, `Order ID`, `PassengerId`; not `paid`. */
const ID_SUFFIX = /[ _-][iI][dD]$|[a-z]I[dD]$/;

/**
 * Rules, in order. Target: the named column; else the one column with a well-known name; else the last. ID: the named
 * column; else the first with a well-known name whose values nearly all differ (`idNames`); else the first column if its
 * values turn out to be keys (`idCandidate`, see `looksLikeId`).
 *
 * @throws UsageError when a named column isn't there, or one column is given two roles.
 */
export function assignRoles(names: readonly string[], choice: ColumnChoice, file: string): ColumnRoles {
  if (choice.only !== undefined) requireColumns(names, choice.only, file, choice.onlyFrom);
  const drop = choice.drop ?? [];
  requireAll(names, drop, 'drop', file);
  const dropped = new Set(drop);
  const left = names.filter((name) => !dropped.has(name));
  const { target, targetReason } = chooseTarget(left, choice.target, file, choice.blank);
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
  const isOpen = choice.id === undefined;
  const likely = isOpen ? rest.filter(isWellKnown) : [];
  // A named group whose name is that of an ID is both.
  const id = named ?? (group !== null && likely[0] === group ? group : null);
  const idNames = likely.filter((name) => name !== group);
  const first = names[0]!;
  const isCandidate = isOpen && id === null && rest.includes(first) && isFree(first) && !likely.includes(first);
  const idCandidate = isCandidate && first !== group ? first : null;
  const free = new Set(rest.filter((name) => name !== id && name !== group && name !== time));
  const features = (choice.only ?? rest).filter((name) => free.has(name));
  return { target, targetReason, id, idNames, idCandidate, group, time, features };
}

function chooseTarget(
  names: readonly string[],
  named: string | undefined,
  file: string,
  blank: readonly string[] = [],
) {
  if (named !== undefined) {
    requireColumn(names, named, 'target', file);
    return { target: named, targetReason: 'named' } as const;
  }
  const wellKnown = names.filter((name) => TARGET_NAMES.has(name.toLowerCase()));
  if (wellKnown.length === 1) return { target: wellKnown[0]!, targetReason: 'well-known name' } as const;
  const last = names.findLast((name) => !blank.includes(name)) ?? names.at(-1);
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

/** @throws UsageError E_USAGE_COLUMN with the name that is near, or listing the columns there are. */
function requireColumn(names: readonly string[], name: string, option: SettingName, file: string): void {
  if (names.includes(name)) return;
  const near = nearName(names, name);
  throw new UsageError('E_USAGE_COLUMN', wording`${setting(option)}: there is no column ${quoted(name)}`, {
    file,
    field: name,
    hint: near === undefined ? `the columns are ${listWhole(names)}` : wording`did you mean ${setting(option, near)}?`,
  });
}

/** Longer names are copied, not typed. */
const LONGEST_TYPED = 60;

function isTyped({ length }: string): boolean {
  return length <= LONGEST_TYPED;
}

/** The column that differs in case alone, or else by a slip of the hand. */
function nearName(names: readonly string[], name: string): string | undefined {
  const alike = names.find((candidate) => plain(candidate) === plain(name));
  return alike ?? (name.length > LONGEST_TYPED ? undefined : nearest(name, names.filter(isTyped)));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

function conflict(name: string, roles: string, file: string): UsageError {
  return new UsageError('E_USAGE_COLUMN', `column ${quoted(name)} can't be both ${roles}`, { file, field: name });
}

/** What is wrong with a file that has nothing to learn from: E_SCHEMA_TEXT, E_SCHEMA_EMPTY or E_SCHEMA_FEATURES. */
export function featuresError(unusable: readonly LeftOutColumn[], file: string, hint: Text | undefined): DataError {
  const names = unusable.map(({ name }) => name);
  const are = (...obstacles: readonly LeftOutColumn['obstacle'][]) =>
    unusable.length > 0 && unusable.every(({ obstacle }) => obstacles.includes(obstacle));
  const which = `${names.length === 1 ? 'column' : 'columns'} ${listWhole(names, 120)}`;
  const alone = 'no other is left to predict from';
  if (are('text', 'key')) {
    const message = `${which}: free text, whose values hardly repeat, is nothing to learn from, and ${alone}`;
    const way = wording`${setting('categorical', names[0])} if these are kinds`;
    return new DataError('E_SCHEMA_TEXT', message, { file, field: names[0], hint: way });
  }
  if (are('empty')) {
    const way = 'at least one column with values is needed beside target and ID';
    return new DataError('E_SCHEMA_EMPTY', `${which}: no row has a value, and ${alone}`, {
      file,
      field: names[0],
      hint: way,
    });
  }
  return new DataError('E_SCHEMA_FEATURES', 'no column is left to predict from', {
    file,
    hint: hint ?? 'at least one column is needed beside target and ID',
  });
}

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
  const near = names.find((name) => plain(name) === plain(missing[0]!));
  throw new DataError('E_SCHEMA_COLUMN', `there is no column ${quoted(missing[0]!)}${others}`, {
    file,
    line,
    field: missing[0],
    hint: delimiter ?? (near === undefined ? listColumns(names) : `rename ${listWhole([near])}`),
  });
}

function listColumns(names: readonly string[]): string {
  return names.length === 0 ? 'the row has no columns' : `the columns are ${listWhole(names)}`;
}
