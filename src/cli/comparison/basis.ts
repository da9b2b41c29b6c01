/**
 * What makes two runs comparable: the same data, target and classes, and the same rows to be tested on. Each refusal
 * names the difference, and the command that makes a run without it.
 */
import { quoted, UsageError } from '../../errors.ts';
import type { Preparation, ReadRecord } from '../../node/stores/run-record.ts';
import { flagName } from '../options/flag-name.ts';
import type { OptionName } from '../options/options.ts';
import type { OptionValue } from '../options/option-values.ts';
import { commandAgain, type Settings } from './again.ts';

/** A run, and what it was made from. */
export interface Basis {
  /** The folder as it was typed. */
  readonly run: string;
  /** Null for a model without run.json. */
  readonly record: ReadRecord | null;
  /** The column; null for arrays. */
  readonly target: string | null;
  readonly classes: readonly string[];
  /** What decides which rows are tested. */
  readonly settings: Settings;
}

/** What of a preparation decides which rows are tested. */
export function rowSettings({ csv, columns, options }: Preparation): Settings {
  const { seed, recipe, balance, split, groupDuplicates } = options;
  const format = Object.entries(csv).map(([name, value]) => [flagName(name) as OptionName, value] as const);
  return new Map<OptionName, OptionValue | undefined>([
    ['seed', seed],
    ['split', split],
    ['recipe', recipe],
    // Only the course balances rows before it splits them.
    ...(recipe === 'course' ? [['balance', balance] as const] : []),
    ['group', columns.group],
    ['time', columns.time],
    ['group-duplicates', groupDuplicates],
    ...format,
  ]);
}

/**
 * @param wayOut in place of making the run again
 * @throws UsageError E_USAGE_RUNS when two runs were not trained on the same bytes.
 */
export function requireSameData(first: Basis, other: Basis, wayOut?: string): void {
  const [a, b] = [first.record!, other.record!];
  if (a.sha256 === b.sha256) return;
  const data = a.path === b.path ? `another version of ${a.path}` : `${b.path}, ${first.run} from ${a.path}`;
  throw refusal(other, `was made from ${data}`, wayOut ?? again(other, new Map(), a.path));
}

/** @throws UsageError E_USAGE_RUNS for another target, other classes, or another one that counts. */
export function requireSameClasses(first: Basis, other: Basis): void {
  if (first.target !== null && other.target !== null && first.target !== other.target) {
    const hint = again(other, new Map([['target', first.target]]));
    throw refusal(other, `predicts ${quoted(other.target)}, ${first.run} ${quoted(first.target)}`, hint);
  }
  const [a, b] = [first.classes, other.classes];
  if (a.length === b.length && a.every((name, label) => name === b[label])) return;
  if (a.length !== b.length || !a.every((name) => b.includes(name))) {
    throw refusal(other, `has the classes ${listed(b)}, ${first.run} ${listed(a)}`);
  }
  const hint = again(other, new Map([['positive', a[1]!]]));
  throw refusal(other, `counts ${quoted(b[1]!)} as positive, ${first.run} ${quoted(a[1]!)}`, hint);
}

/**
 * Two runs have other rows, or folds: says which settings make them so.
 *
 * @param rows what they differ in, such as `test rows`
 */
export function otherRows(first: Basis, other: Basis, rows: string): UsageError {
  const names = new Set([...first.settings.keys(), ...other.settings.keys()]);
  const differing = [...names].filter((name) => shown(first.settings.get(name)) !== shown(other.settings.get(name)));
  if (differing.length === 0) return refusal(other, `has other ${rows} than ${first.run}`);
  const differences = differing.map((name) => {
    return `${name} ${shown(other.settings.get(name))}, not ${shown(first.settings.get(name))}`;
  });
  const changes = new Map(differing.map((name) => [name, first.settings.get(name)] as const));
  return refusal(other, `has other ${rows} than ${first.run}: ${differences.join('; ')}`, again(other, changes));
}

function shown(value: OptionValue | undefined): string {
  if (value === undefined || value === false) return 'none';
  return typeof value === 'object' ? value.join('/') : String(value);
}

function listed(classes: readonly string[]): string {
  const names = classes.slice(0, 4).map(quoted).join(', ');
  return classes.length > 4 ? `${names}, …` : names;
}

function again({ run, record }: Basis, changes: Settings, path?: string): string | undefined {
  const command = record && commandAgain(run, record.command, changes, path);
  return command === null ? undefined : `\`${command}\``;
}

function refusal({ run }: Basis, message: string, hint?: string): UsageError {
  return new UsageError('E_USAGE_RUNS', message, { file: run, hint });
}
