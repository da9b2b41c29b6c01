/**
 * tune.json: what a search is, so that the same command goes on with it and another one is refused, and what it found.
 */
import { quoted, UsageError } from '../../../errors.ts';
import { Field } from '../../../formats/json-field.ts';
import { parseJson, type JsonValue } from '../../../formats/json.ts';
import { refusalFor } from '../../../formats/refusal.ts';
import type { TrainingOptions } from '../../../training/training-options.ts';
import type { RecordedPreparation } from '../run-record.ts';
import { setting, wording } from '../../../wording.ts';

export const TUNE_FILE = 'tune.json';
export const TUNE_SCHEMA = 'glassnet.tune/1';

/** Everything that decides which trials there are and what becomes of them, but for their number. */
export interface SearchIdentity {
  readonly data: { readonly path: string; readonly sha256: string };
  readonly preparation: RecordedPreparation;
  readonly training: TrainingOptions;
  readonly space: unknown;
  readonly halving: { readonly generation: number; readonly rungs: readonly number[]; readonly oneIn: number };
  readonly glassnet: string;
}

/** What differs is named by these words; of options, by the option's name. */
const NAMES: Readonly<Record<keyof SearchIdentity, string | null>> = {
  data: 'the data file',
  preparation: null,
  training: null,
  space: 'the search space',
  halving: 'the way of halving',
  glassnet: 'the version of glassnet',
};

/** @throws FormatError E_SEARCH_CONFIG for what is no tune.json. */
export function readTuneFile(text: string, file: string): { readonly search: JsonValue; readonly result: JsonValue } {
  const value = parseJson(text, file);
  const root = new Field(value, 'tune', 'E_SEARCH_CONFIG', refusalFor(file));
  root.only('schema', 'search', 'result');
  root.get('schema').oneOf(TUNE_SCHEMA);
  root.get('search').only(...Object.keys(NAMES));
  if (!root.has('result')) throw root.get('result').wrong('an object, or null');
  const { search, result } = value as { search: JsonValue; result: JsonValue };
  return { search, result };
}

/**
 * @param found the search of a folder
 * @throws UsageError E_USAGE_CONFLICT naming the first difference.
 */
export function requireSameSearch(found: JsonValue, wanted: SearchIdentity, file: string): void {
  const difference = firstDifference(
    identityOf(found),
    identityOf(JSON.parse(JSON.stringify(wanted)) as JsonValue),
    [],
  );
  if (difference === undefined) return;
  const { path, before, now } = difference;
  const [part = '', ...rest] = path;
  const name = NAMES[part as keyof SearchIdentity];
  const subject = name === null ? rest.at(-1)! : [name, ...rest].join(' ');
  const message = `holds another search: ${subject} is ${textOf(before)} there, and ${textOf(now)} here`;
  throw new UsageError('E_USAGE_CONFLICT', message, {
    file,
    hint: wording`choose another folder with ${setting('output')}, or begin anew with ${setting('force', true)}`,
  });
}

/** A file may move. */
function identityOf(search: JsonValue): JsonValue {
  const { data, ...others } = search as { readonly [key: string]: JsonValue };
  return { data: (data as { sha256?: JsonValue } | null)?.sha256 ?? null, ...others };
}

interface Difference {
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly now: JsonValue | undefined;
}

function firstDifference(
  before: JsonValue | undefined,
  now: JsonValue | undefined,
  path: readonly string[],
): Difference | undefined {
  if (!isObject(before) || !isObject(now)) {
    return JSON.stringify(before) === JSON.stringify(now) ? undefined : { path, before, now };
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const difference = firstDifference(before[key], now[key], [...path, key]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? 'not given' : quoted(JSON.stringify(value)).replace(/^"|"$/g, '').replaceAll('\\"', '"');
}
