/**
 * A trial as a line of JSON, as `trials.jsonl` holds it and other programs read and write it: docs/tuning.md.
 */
import { FormatError } from '../../../errors.ts';
import { Field } from '../../../formats/json-field.ts';
import { parseJson, type JsonValue } from '../../../formats/json.ts';
import type { Refusal } from '../../../formats/refusal.ts';
import { acceptedValue, expectedValue } from '../../../options/check-options.ts';
import { nearest } from '../../../options/nearest.ts';
import type { OptionSpec } from '../../../options/option-spec.ts';
import { quoted } from '../../../errors.ts';
import { FIGURES, type Figure, type ValidationFigures } from '../../../training/tuning/figures.ts';
import type { TrialOutcome } from '../../../training/tuning/generation.ts';
import type { End } from '../../../training/tuning/paused-training.ts';
import { SEARCHED_OPTIONS, type Parameters, type SearchedName } from '../../../training/tuning/searched-options.ts';
import { bestEpochOf, trialKey, type Trial } from '../../../training/tuning/trial.ts';
import { sha256 } from '../model-store.ts';

const TRIAL_SCHEMA = 'glassnet.trial/1';
const ENDS: readonly End[] = ['stopped', 'epochs', 'rung', 'diverged'];
const FIGURE_NAMES = Object.keys(FIGURES) as Figure[];

/** All keys of a line, in their order. */
const KEYS = [
  'schema',
  'key',
  'fold',
  'index',
  'parameters',
  'seed',
  'data',
  'end',
  'epochs',
  'bestEpoch',
  'divergedIn',
  'validation',
  'losses',
];

export function trialLine(trial: Trial): string {
  const { fold, index, parameters, seed, data, end, losses, divergedIn, validation } = trial;
  return JSON.stringify({
    schema: TRIAL_SCHEMA,
    key: trialKey(trial, sha256),
    ...(fold !== null && { fold }),
    index,
    parameters,
    seed,
    data,
    end,
    epochs: losses.length,
    bestEpoch: bestEpochOf(trial),
    ...(divergedIn !== null && { divergedIn }),
    validation,
    losses,
  });
}

/**
 * @param line its number in the file, from 1
 * @throws FormatError E_SEARCH_TRIAL, or that of the JSON, with the number of the line.
 */
export function readTrialLine(text: string, file: string, line: number): Trial {
  const root = trialField(text, file, line);
  root.get('schema').oneOf(TRIAL_SCHEMA);
  const trial: Trial = {
    fold: root.has('fold') ? root.get('fold').count() : null,
    index: wholeIn(root.get('index')),
    parameters: readParameters(root.get('parameters')) as Parameters,
    seed: root.get('seed').string(),
    data: root.get('data').string(),
    ...readOutcome(root),
  };
  if (root.get('key').string() !== trialKey(trial, sha256)) {
    throw root.get('key').wrong('the SHA-256 of parameters, seed and data');
  }
  return trial;
}

function readOutcome(root: Field): TrialOutcome {
  const validation = root.get('validation');
  const outcome = {
    end: root.get('end').oneOf(...ENDS),
    losses: root
      .get('losses')
      .list()
      .map((loss) => loss.number()),
    divergedIn: root.has('divergedIn') ? root.get('divergedIn').string() : null,
    validation: validation.isNull() ? null : readFigures(validation),
  };
  if ((outcome.validation === null) !== (outcome.end === 'diverged')) {
    throw validation.wrong('null for a trial that diverged, and for no other');
  }
  return outcome;
}

function readFigures(field: Field): ValidationFigures {
  const tenths = field.get('tenths');
  const figure = (one: Field) => (one.isNull() ? null : one.number());
  const entries = FIGURE_NAMES.map((name) => [name, figure(field.get(name))]);
  const parts = FIGURE_NAMES.map((name) => [name, tenths.get(name).list().map(figure)]);
  return { ...Object.fromEntries(entries), tenths: Object.fromEntries(parts) } as ValidationFigures;
}

/** What another program wants tried. */
export interface TrialRequest {
  readonly parameters: Partial<Parameters>;
  /** What it has as well, or null: its seed and key are held against those of the trial. */
  readonly seed: string | null;
  readonly key: string | null;
  readonly index: number | null;
  /** The epochs after which it has to end; Infinity for no such end. */
  readonly until: number;
}

/**
 * A line of its own, `{"parameters": {…}}` at the least, or the line of a trial, which is to be done again.
 *
 * @throws as `readTrialLine` does.
 */
export function readTrialRequest(text: string, file: string, line: number): TrialRequest {
  const root = trialField(text, file, line, 'until');
  const optional = <T>(name: string, read: (field: Field) => T): T | null =>
    root.has(name) ? read(root.get(name)) : null;
  if (root.has('fold')) throw root.get('fold').wrong('none: outer folds are those of the search that made them');
  const endsAtRung = root.has('end') && root.get('end').oneOf(...ENDS) === 'rung';
  return {
    parameters: readParameters(root.get('parameters')),
    seed: optional('seed', seedOf),
    key: optional('key', (field) => field.string()),
    index: optional('index', wholeIn),
    until: optional('until', (field) => field.count()) ?? (endsAtRung ? root.get('epochs').count() : Infinity),
  };
}

function seedOf(field: Field): string {
  const value = field.accepted({
    expected: expectedValue(TRIAL_SEED),
    accepts: (given) => acceptedValue(TRIAL_SEED, given) !== undefined,
  });
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const TRIAL_SEED: OptionSpec = { kind: 'seed', maxLength: 200, default: '1', describe: 'seed' };

function trialField(text: string, file: string, line: number, ...more: readonly string[]): Field {
  const refuse: Refusal = (code, message, hint, cause) => new FormatError(code, message, { file, line, hint, cause });
  const root = new Field(parsed(text, file, line), 'trial', 'E_SEARCH_TRIAL', refuse);
  const allowed = [...KEYS, ...more];
  const unknown = root.entries().find(([name]) => !allowed.includes(name))?.[0];
  if (unknown !== undefined) {
    const meant = nearest(unknown, allowed);
    throw root.wrong(`no field ${quoted(unknown)}`, meant === undefined ? undefined : `did you mean ${quoted(meant)}?`);
  }
  return root;
}

function parsed(text: string, file: string, line: number): JsonValue {
  try {
    return parseJson(text, file);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError('E_SEARCH_TRIAL', `not a line of JSON: ${error.message}`, { file, line, cause: error });
  }
}

function readParameters(field: Field): Partial<Parameters> {
  const names = Object.keys(SEARCHED_OPTIONS) as SearchedName[];
  const values = field.entries().map(([name]) => {
    if (!names.some((known) => known === name)) {
      const meant = nearest(name, names);
      throw field.wrong(
        `no parameter ${quoted(name)}`,
        meant === undefined ? `the parameters are ${names.join(', ')}` : `did you mean ${quoted(meant)}?`,
      );
    }
    const spec: OptionSpec = SEARCHED_OPTIONS[name as SearchedName];
    const accepts = (value: unknown) => acceptedValue(spec, value) !== undefined;
    return [name, field.get(name).accepted({ expected: expectedValue(spec), accepts })];
  });
  return Object.fromEntries(values) as Partial<Parameters>;
}

/** A whole number from 0. */
function wholeIn(field: Field): number {
  const value = field.number();
  if (!Number.isSafeInteger(value) || value < 0) throw field.wrong('a whole number from 0');
  return value;
}
