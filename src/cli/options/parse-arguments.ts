/**
 * Parses a command line and a configuration file into checked values. yargs's parser splits the words (yargs itself
 * takes longer to load than some commands to run). The table of options says what each value can be.
 */
import { readFile } from 'node:fs/promises';
import yargsParser from 'yargs-parser';
import { parseJson } from '../../formats/json.ts';
import { UsageError, quoted } from '../../errors.ts';
import { withPreset, type PresetChoice } from '../../training/presets.ts';
import { defaultOf } from '../../options/check-options.ts';
import { nearest } from '../../options/nearest.ts';
import { systemError } from '../../node/files/system-errors.ts';
import { Arguments } from './arguments.ts';
import type { Command } from '../command-list/command.ts';
import { isArrays } from '../inputs/input-file.ts';
import { flagName } from './flag-name.ts';
import { specsOf, type Specs } from './command-specs.ts';
import type { FlagSpec, OptionName } from './options.ts';
import { parseOptionValue, type OptionValue } from './option-values.ts';

const PARSER_CONFIGURATION = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'strip-aliased': true,
};

/** @throws UsageError naming the option, the given value and the allowed ones. */
export async function parseArguments(command: Command, words: readonly string[]): Promise<Arguments> {
  const specs = specsOf(command);
  const names = [...specs.keys()];
  const parsed = yargsParser(normalise(words, specs), {
    boolean: names.filter((name) => specs.get(name)!.kind === 'flag'),
    string: names.filter((name) => specs.get(name)!.kind !== 'flag'),
    alias: Object.fromEntries(names.map((name) => [name, [...aliasesOf(name, specs)]])),
    configuration: PARSER_CONFIGURATION,
  });
  const given = collect(parsed, specs);
  separateOutputs(command, given);
  const values = new Map<OptionName, OptionValue>();
  for (const [name, raw] of given) values.set(name, parseOptionValue(name, raw, specs.get(name)));
  const config = values.get('config');
  if (config !== undefined) {
    for (const [name, value] of await readConfig(String(config), command, specs)) {
      if (!values.has(name)) values.set(name, value);
    }
  }
  const whatWasGiven = new Set(values.keys());
  const positionals = readPositionals(command, parsed._.map(String));
  if (command.options.includes('preset')) layPresetUnder(values, positionals[0]);
  for (const [name, spec] of specs) {
    const value = defaultOf(spec);
    if (!values.has(name) && value !== undefined) values.set(name, value);
  }
  return new Arguments(positionals, values, whatWasGiven);
}

/** Arrays are prepared already, so that nothing of `best` but its training would be left. */
function layPresetUnder(values: Map<OptionName, OptionValue>, path: string | undefined): void {
  const named = { preset: values.get('preset'), recipe: values.get('recipe') } as PresetChoice;
  const chosen = withPreset(named, path !== undefined && isArrays(path) ? 'plain' : 'best');
  for (const [option, value] of Object.entries(chosen)) {
    const name = flagName(option) as OptionName;
    if (value !== undefined && !values.has(name)) values.set(name, value);
  }
}

/**
 * Turns `--batch_size` into `--batch-size`; words after `--` are unchanged. Refuses what yargs gets wrong: it reads
 * `--quiet=maybe` as false and fails on `--constructor`.
 */
function normalise(words: readonly string[], specs: Specs): string[] {
  const end = words.indexOf('--');
  return words.map((word, index) => {
    if ((end !== -1 && index >= end) || !/^--[a-z]/i.test(word)) return word;
    const [spelling = '', ...rest] = word.split('=');
    const flag = spelling.replaceAll('_', '-');
    const name = findOption(flag.slice(2), specs);
    if (name === undefined) throw unknownOption(flag.slice(2), specs);
    if (rest.length === 0) return flag;
    const value = rest.join('=');
    const spec = specs.get(name)!;
    if (spec.kind === 'flag' && value !== 'true' && value !== 'false') parseOptionValue(name, value, spec);
    return `${flag}=${value}`;
  });
}

/** The given values by option. Refuses unknown options, naming the nearest one. */
function collect(parsed: Record<string, unknown>, specs: Specs): Map<OptionName, unknown> {
  const given = new Map<OptionName, unknown>();
  for (const [key, value] of Object.entries(parsed)) {
    if (key === '_' || key === '$0' || value === undefined) continue;
    if (!specs.has(key as OptionName)) throw unknownOption(key, specs);
    given.set(key as OptionName, value);
  }
  return given;
}

function unknownOption(key: string, specs: Specs, file?: string): UsageError {
  const names = [...specs.keys()];
  const spellings = [...names, ...names.flatMap((name) => aliasesOf(name, specs))];
  const meant = nearest(
    key,
    spellings.filter((spelling) => spelling.length > 1),
  );
  const dashes = file === undefined ? (key.length === 1 ? '-' : '--') : '';
  return new UsageError('E_USAGE_OPTION', `there is no option ${quoted(dashes + key)} here`, {
    file,
    hint: meant === undefined ? 'see --help' : `did you mean ${file === undefined ? '--' : ''}${meant}?`,
  });
}

/**
 * In `train`, `--output sigmoid` and `--output softmax` choose the output activation, as published recipes write it.
 * Any other value is the path. Write `./sigmoid` for a folder of that name.
 */
function separateOutputs(command: Command, given: Map<OptionName, unknown>): void {
  if (!command.options.includes('output-activation')) return;
  const outputs = [given.get('output') ?? []].flat();
  const activations: unknown[] = outputs.filter((value) => value === 'softmax' || value === 'sigmoid');
  if (activations.length === 0) return;
  const paths = outputs.filter((value) => !activations.includes(value));
  given.set('output-activation', [...[given.get('output-activation') ?? []].flat(), ...activations]);
  if (paths.length === 0) given.delete('output');
  else given.set('output', paths.length === 1 ? paths[0] : paths);
}

function readPositionals({ name, positional }: Command, words: readonly string[]): readonly string[] {
  const most = positional === null ? 0 : positional.several === true ? Infinity : 1;
  if (words.length > most) {
    throw new UsageError('E_USAGE_ARGUMENT', `${name}: ${quoted(words[most]!)} is one argument too many`, {
      hint: 'names with blanks need quotes',
    });
  }
  if (words.includes('')) throw new UsageError('E_USAGE_ARGUMENT', `${name}: ${positional?.name} is empty`);
  if (words.length === 0 && positional?.required === true) {
    throw new UsageError('E_USAGE_MISSING', `${name}: ${positional.name} is needed: ${positional.describe}`, {
      hint: `glassnet ${name} --help`,
    });
  }
  return words;
}

/** The checked values of a configuration file, which may use the names and aliases of the flags. */
async function readConfig(file: string, command: Command, specs: Specs): Promise<Map<OptionName, OptionValue>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw systemError(error, file, 'read');
  }
  let config: unknown;
  try {
    config = parseJson(text, file);
  } catch (error) {
    throw new UsageError('E_USAGE_CONFIG', `not a JSON file: ${(error as Error).message}`, { file, cause: error });
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new UsageError('E_USAGE_CONFIG', 'the configuration is not a JSON object of options', { file });
  }
  const given = new Map<OptionName, unknown>();
  for (const [key, value] of Object.entries(config)) {
    const name = findOption(key.replaceAll('_', '-'), specs);
    if (name === undefined || name === 'config') throw unknownOption(key, specs, file);
    if (given.has(name)) throw new UsageError('E_USAGE_REPEATED', `${name} is given twice`, { file, field: name });
    given.set(name, asFlagText(specs.get(name)!, value));
  }
  separateOutputs(command, given);
  return new Map([...given].map(([name, raw]) => [name, parseOptionValue(name, raw, specs.get(name), file)]));
}

/** A configuration value as flag text; lists are `[50, 50]` or `[80, 10, 10]`. */
function asFlagText({ kind }: FlagSpec, value: unknown): unknown {
  if (kind === 'flag' || kind === 'names') return value;
  if (Array.isArray(value)) return value.join(kind === 'proportions' ? '/' : ',');
  return typeof value === 'number' ? String(value) : value;
}

function findOption(spelling: string, specs: Specs): OptionName | undefined {
  return [...specs.keys()].find((name) => name === spelling || aliasesOf(name, specs).includes(spelling));
}

function aliasesOf(name: OptionName, specs: Specs): readonly string[] {
  return specs.get(name)!.alias ?? [];
}
