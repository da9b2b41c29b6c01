/**
 * From the words of a command line, and a configuration file, to checked values: yargs splits the words, the table of
 * options says what each may be.
 */
import { readFile } from 'node:fs/promises';
import yargs, { type Argv } from 'yargs';
import { parseJson } from '../artifact/json.ts';
import { UsageError, quoted } from '../errors.ts';
import { systemError } from '../node/system-errors.ts';
import { COMMON_OPTIONS, COMMANDS, type Command } from './command.ts';
import { nearest } from './nearest.ts';
import { OPTIONS, type OptionName, type OptionSpec } from './options.ts';
import { parseOptionValue, type OptionValue } from './option-values.ts';

/** The checked values of a command's options, defaults filled in. */
export class Arguments {
  readonly positional: string | undefined;
  readonly #values: ReadonlyMap<string, OptionValue>;

  constructor(positional: string | undefined, values: ReadonlyMap<string, OptionValue>) {
    this.positional = positional;
    this.#values = values;
  }

  flag(name: OptionName): boolean {
    return this.#values.get(name) === true;
  }

  /** Undefined where the option has no default and wasn't given. */
  optionalText(name: OptionName): string | undefined {
    return this.#values.get(name) as string | undefined;
  }

  text(name: OptionName): string {
    const value = this.#values.get(name);
    if (typeof value !== 'string') throw new UsageError('E_USAGE_MISSING', `--${name} is needed`);
    return value;
  }

  number(name: OptionName): number {
    return this.#values.get(name) as number;
  }

  numbers(name: OptionName): readonly number[] {
    return this.#values.get(name) as readonly number[];
  }

  names(name: OptionName): readonly string[] {
    return (this.#values.get(name) ?? []) as readonly string[];
  }

  /** Whether the user gave the option, on the command line or in the configuration. */
  given: ReadonlySet<string> = new Set();
}

/** @throws UsageError naming the option, what it was given and what it may be. */
export async function parseArguments(command: Command, words: readonly string[]): Promise<Arguments> {
  const names = [...command.options, ...COMMON_OPTIONS];
  const parsed = parser(command).help(false).parse(normalise(words)) as Record<string, unknown> & {
    _: (string | number)[];
  };
  const given = collect(parsed, names);
  const config = given.get('config');
  if (config !== undefined) {
    const file = String(parseOptionValue('config', config));
    for (const [name, value] of await readConfig(file, names)) if (!given.has(name)) given.set(name, value);
  }
  separateOutputs(command, given);

  const values = new Map<string, OptionValue>();
  for (const name of names) {
    const raw = given.get(name);
    const spec: OptionSpec = OPTIONS[name];
    if (raw !== undefined) values.set(name, parseOptionValue(name, raw));
    else if ('default' in spec && spec.default !== undefined) values.set(name, spec.default);
  }
  const result = new Arguments(readPositional(command, parsed._.map(String)), values);
  result.given = new Set(given.keys());
  return result;
}

/** The text of `glassnet COMMAND --help`. */
export function commandHelp(command: Command): Promise<string> {
  const { positional, describe, name, examples } = command;
  const place = positional === null ? '' : positional.required ? ` ${positional.name}` : ` [${positional.name}]`;
  return parser(command)
    .usage(`glassnet ${name}${place} [options]\n\n${describe}`)
    .epilog(
      `${positional === null ? '' : `${positional.name}: ${positional.describe}\n\n`}Examples:\n  ${examples.join('\n  ')}`,
    )
    .getHelp();
}

/** The text of `glassnet --help`. */
export function generalHelp(epilog: string): Promise<string> {
  const general = base([]).usage(
    'glassnet COMMAND [options]\n\nFrom a CSV of customers to a decision, with a neural network you can see through.',
  );
  for (const { name, describe, aliases } of COMMANDS) {
    general.command(name, aliases.length > 0 ? `${describe} (alias ${aliases.join(', ')})` : describe);
  }
  return declare(general, ['help', 'version']).epilog(epilog).getHelp();
}

function parser(command: Command): Argv {
  return declare(base([]), [...command.options, ...COMMON_OPTIONS]);
}

function base(words: readonly string[]): Argv {
  return yargs([...words])
    .scriptName('glassnet')
    .locale('en')
    .wrap(Math.min(80, process.stdout.columns ?? 80))
    .version(false)
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    });
}

function declare(argv: Argv, names: readonly OptionName[]): Argv {
  for (const name of names) {
    const spec: OptionSpec = OPTIONS[name];
    argv.option(name, {
      alias: spec.alias ?? [],
      describe: spec.describe,
      ...(spec.kind === 'flag' ? { type: 'boolean' } : { type: 'string' }),
      ...(spec.kind === 'choice' ? { defaultDescription: spec.choices.join(' | ') } : {}),
      ...('default' in spec && spec.default !== undefined && spec.kind !== 'choice'
        ? { defaultDescription: String(spec.default) }
        : {}),
    });
  }
  return argv;
}

/** `--batch_size` is `--batch-size`; what follows `--` stays as it is. */
function normalise(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  return words.map((word, index) => {
    if ((end !== -1 && index >= end) || !/^--[a-z]/i.test(word)) return word;
    const [flag = '', ...value] = word.split('=');
    return [flag.replaceAll('_', '-'), ...value].join('=');
  });
}

/** What was given, by option; refuses unknown options, naming the nearest one, and repeated ones. */
function collect(parsed: Record<string, unknown>, names: readonly OptionName[]): Map<string, unknown> {
  const given = new Map<string, unknown>();
  for (const [key, value] of Object.entries(parsed)) {
    if (key === '_' || key === '$0' || value === undefined) continue;
    const name = names.find((candidate) => candidate === key);
    if (name === undefined) throw unknownOption(key, names);
    given.set(name, value);
  }
  return given;
}

function unknownOption(key: string, names: readonly OptionName[], file?: string): UsageError {
  const spellings = names.flatMap((name) => [name, ...((OPTIONS[name] as OptionSpec).alias ?? [])]);
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
 * In `train`, `--output sigmoid` and `--output softmax` choose the output activation, as published recipes write it;
 * anything else is the path. A folder of that name is `./sigmoid`.
 */
function separateOutputs(command: Command, given: Map<string, unknown>): void {
  if (!command.options.includes('output-activation')) return;
  const outputs = [given.get('output') ?? []].flat();
  const activations: unknown[] = outputs.filter((value) => value === 'softmax' || value === 'sigmoid');
  if (activations.length === 0) return;
  const paths = outputs.filter((value) => !activations.includes(value));
  given.set('output-activation', [...[given.get('output-activation') ?? []].flat(), ...activations]);
  if (paths.length === 0) given.delete('output');
  else given.set('output', paths.length === 1 ? paths[0] : paths);
}

function readPositional({ name, positional }: Command, words: readonly string[]): string | undefined {
  const most = positional === null ? 0 : 1;
  if (words.length > most) {
    throw new UsageError('E_USAGE_ARGUMENT', `${name}: ${quoted(words[most]!)} is one argument too many`, {
      hint: 'names with blanks need quotes',
    });
  }
  if (words[0] === '') throw new UsageError('E_USAGE_ARGUMENT', `${name}: ${positional?.name} is empty`);
  if (words.length === 0 && positional?.required === true) {
    throw new UsageError('E_USAGE_MISSING', `${name}: ${positional.name} is needed: ${positional.describe}`, {
      hint: `glassnet ${name} --help`,
    });
  }
  return words[0];
}

async function readConfig(file: string, names: readonly OptionName[]): Promise<Map<string, unknown>> {
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
  const values = new Map<string, unknown>();
  for (const [key, value] of Object.entries(config)) {
    const name = names.find((candidate) => candidate === key.replaceAll('_', '-'));
    if (name === undefined || name === 'config') throw unknownOption(key, names, file);
    values.set(
      name,
      (OPTIONS[name] as OptionSpec).kind === 'flag' ? value : Array.isArray(value) ? value.join(',') : String(value),
    );
  }
  return values;
}
