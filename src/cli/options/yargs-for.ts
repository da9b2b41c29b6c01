/**
 * Declares the table of options to yargs, which lays out the help.
 */
import yargs, { type Argv } from 'yargs';
import type { Command } from '../command-list/command.ts';
import { specsOf, type Specs } from './command-specs.ts';
import type { FlagSpec } from './options.ts';

/** yargs with a command's options. */
export function yargsFor(command: Command, columns?: number): Argv {
  return declare(plainYargs(columns), specsOf(command));
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

export function declare(argv: Argv, specs: Specs): Argv {
  for (const [name, spec] of specs) {
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
