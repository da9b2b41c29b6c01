/**
 * What the command line knows of a command.
 */
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import type { FlagSpec, OptionName } from '../options/options.ts';

export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly describe: string;
  /** The positional argument as the help shows it, or null if there is none. */
  readonly positional: {
    readonly name: string;
    readonly describe: string;
    readonly required: boolean;
    /** Whether there can be more than one. */
    readonly several?: boolean;
  } | null;
  readonly options: readonly OptionName[];
  /** Options whose names mean something else here than in the other commands. */
  readonly meanings?: Readonly<Partial<Record<OptionName, FlagSpec>>>;
  /** What its output means, where names don't say it. */
  readonly output?: string;
  readonly examples: readonly string[];
  load(): Promise<{ run: (args: Arguments, console: Console) => Promise<void> }>;
}

/** For a command that writes no file. */
export function withoutWriting(options: readonly OptionName[]): OptionName[] {
  return options.filter((name) => name !== 'write-schema');
}
