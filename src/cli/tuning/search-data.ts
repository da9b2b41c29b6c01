/**
 * What the trials of `tune` and `trial` are made on: a CSV file, read and split once, and encoded once in each way that a
 * trial wants.
 */
import { FormatError, UsageError } from '../../errors.ts';
import { parseJson } from '../../formats/json.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readBytes, sha256 } from '../../node/stores/model-store.ts';
import { recordPreparation } from '../../node/stores/run-record.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PreparedTable } from '../../preprocessing/prepared-data.ts';
import { requireTrainable } from '../../training/trainable.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import { DEFAULT_SPACE } from '../../training/tuning/default-space.ts';
import { readSpace } from '../../training/tuning/read-space.ts';
import type { SearchSpace } from '../../training/tuning/search-space.ts';
import {
  encodingIn,
  parametersIn,
  SEARCHED_OPTIONS,
  trialOptions,
  type Parameters,
} from '../../training/tuning/searched-options.ts';
import type { Console } from '../console.ts';
import { isArrays } from '../inputs/input-file.ts';
import { prepareCsv, type PreparedCsv } from '../inputs/prepare-csv.ts';
import { flagName } from '../options/flag-name.ts';
import type { Arguments } from '../options/arguments.ts';
import type { OptionName } from '../options/options.ts';

export interface SearchData {
  readonly path: string;
  readonly csv: PreparedCsv;
  /** The SHA-256 of file and preparation, but for what a trial may vary of it. */
  readonly digest: string;
  /** The options of the winner's training, where a trial doesn't say otherwise. */
  readonly training: TrainingOptions;
  /** What a trial has where the space doesn't say otherwise. */
  readonly base: Parameters;
  /** The rows as these parameters want them; encoded once. */
  readonly dataFor: (parameters: Parameters) => PreparedTable;
}

export async function readSearchData(args: Arguments, console: Console): Promise<SearchData> {
  const path = args.positional!;
  if (isArrays(path)) {
    throw new UsageError('E_USAGE_CONFLICT', 'a search encodes its rows itself: give it the CSV file', { file: path });
  }
  const csv = await prepareCsv(path, args, console);
  const { data, table, schema, preparation, dataSha256 } = csv;
  const { piecewiseBins, piecewiseCuts, ...others } = preparation.options;
  const recorded = { ...recordPreparation(preparation), options: others };
  const training = args.valuesOf(TRAINING_OPTIONS);
  const base = parametersIn({ ...training, piecewiseBins, piecewiseCuts });
  const encoded = new Map([[preparationName(base), data]]);
  const dataFor = (parameters: Parameters) => {
    const name = preparationName(parameters);
    const known = encoded.get(name);
    if (known !== undefined) return known;
    const prepared = prepare(table, schema, { ...preparation.options, ...encodingIn(parameters) }, nameOf(path));
    encoded.set(name, prepared);
    return prepared;
  };
  return {
    path,
    csv,
    digest: digestOf({ file: dataSha256, preparation: recorded }),
    training,
    base,
    dataFor,
  };
}

export function digestOf(value: object): string {
  return sha256(new TextEncoder().encode(JSON.stringify(value)));
}

/** The name of the preparation that these parameters want. */
export function preparationName(parameters: Parameters): string {
  return Object.values(encodingIn(parameters)).join('/');
}

/**
 * The space of `--space`, or the default one without the options that were given.
 *
 * @throws UsageError E_USAGE_SPACE as `readSpace` does; E_USAGE_CONFLICT for an option that is both given and varied.
 */
export async function readGivenSpace(
  args: Arguments,
  { base }: SearchData,
): Promise<{ json: unknown; space: SearchSpace }> {
  const file = args.optionalText('space');
  const isGiven = (name: string) => args.given.has(flagName(name) as OptionName);
  if (file === undefined) {
    const json = Object.fromEntries(Object.entries(DEFAULT_SPACE).filter(([name]) => !isGiven(name)));
    return { json, space: readSpace(json, base) };
  }
  const json = await jsonIn(file);
  const space = readSpace(json, base, file);
  const twice = Object.keys(json as object).find(isGiven);
  if (twice === undefined) return { json, space };
  throw new UsageError('E_USAGE_CONFLICT', `--${flagName(twice)} is given, and the search space holds ${twice}, too`, {
    file,
    field: twice,
    hint: 'give it in one place',
  });
}

async function jsonIn(file: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(file));
  try {
    return parseJson(text, file);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UsageError('E_USAGE_SPACE', `not a JSON file: ${error.message}`, { file, cause: error });
  }
}

/** @throws as `requireTrainable` does, for any of the spaces's networks, before one is trained. */
export function requireTrainableSpace(
  { fixed, axes }: SearchSpace,
  { csv: { data }, training }: SearchData,
  file: string,
): void {
  const choices = (name: 'hidden' | 'outputActivation') => {
    const axis = axes.get(name);
    return axis !== undefined && 'in' in axis ? axis.in : [fixed[name]];
  };
  for (const hidden of choices('hidden')) {
    for (const outputActivation of choices('outputActivation')) {
      const parameters = { ...fixed, hidden, outputActivation } as Parameters;
      requireTrainable(data, { ...trialOptions(parameters, training.seed), calibrate: training.calibrate }, file);
    }
  }
}

/** The searched options by which a trial differs from what would be trained without a search. */
export function differing(parameters: Parameters, base: Parameters): (keyof Parameters)[] {
  const names = Object.keys(SEARCHED_OPTIONS) as (keyof Parameters)[];
  return names.filter((name) => JSON.stringify(parameters[name]) !== JSON.stringify(base[name]));
}
