/**
 * Declares the table of options to yargs, which lays out the help.
 */
import yargs, { type Argv } from 'yargs';
import { type Command } from '../command.ts';
import { COMMON_OPTIONS } from './option-groups.ts';
import { OPTIONS, type OptionName, type FlagSpec } from './options.ts';

/** yargs with a command's options. */
export function yargsFor(command: Command, columns?: number): Argv {
  return declare(plainYargs(columns), [...command.options, ...COMMON_OPTIONS]);
}

/** yargs without any options. */
export function plainYargs(columns = 80): Argv {
  return yargs([])
    .scriptName('glassnet')
    .locale('en')
    .updateStrings({ string: 'value', boolean: 'flag' })
    .wrap(columns)
    .version(false)
    .exitProcess(false);
}

export function declare(argv: Argv, names: readonly OptionName[]): Argv {
  for (const name of names) {
    const spec: FlagSpec = OPTIONS[name];
    const hasDefault = 'default' in spec && spec.default !== undefined;
    argv.option(name, {
      alias: spec.alias ?? [],
      describe: spec.kind === 'choice' ? `${spec.describe} (${spec.choices.join(', ')})` : spec.describe,
      type: spec.kind === 'flag' ? 'boolean' : 'string',
      ...(hasDefault && { defaultDescription: formatDefault(spec) }),
    });
  }
  return argv;
}

function formatDefault(spec: FlagSpec & { readonly default?: unknown }): string {
  const separator = spec.kind === 'proportions' ? '/' : ',';
  return [spec.default].flat().join(separator);
}
