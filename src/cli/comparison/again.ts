/**
 * The command that makes a run anew so that it can be compared: as it was typed, with some settings changed, into a
 * folder beside it.
 */
import { withValue, shellPath } from '../flags.ts';
import { commandNamed } from '../command.ts';
import { Arguments } from '../options/arguments.ts';
import type { OptionName } from '../options/options.ts';
import { optionWords } from '../options/option-words.ts';
import type { OptionValue } from '../options/option-values.ts';
import { parseArguments } from '../options/parse-arguments.ts';
import { PROGRAM } from '../program.ts';

/** Values by the name of their option; undefined for one that is not set. */
export type Settings = ReadonlyMap<string, OptionValue | undefined>;

/** A longer command doesn't fit into the line of an error. */
const LONGEST_COMMAND = 250;

/**
 * @param command the words behind the program's name, as a record keeps them
 * @param path of the data, where that changes too
 * @returns null for a command that can't be typed again, or that is too long for a hint
 */
export async function commandAgain(
  run: string,
  command: readonly string[],
  changes: Settings,
  path?: string,
): Promise<string | null> {
  try {
    const [name, ...words] = command;
    const known = commandNamed(name!);
    const args = await parseArguments(known, words);
    const set = known.options.flatMap((option): [OptionName, OptionValue][] => {
      const value = changes.has(option) ? changes.get(option) : args.given.has(option) ? args.value(option) : undefined;
      return value === undefined ? [] : [[option, value]];
    });
    const changed = new Arguments(args.positionals, new Map(set), new Set(set.map(([option]) => option)));
    const kept = known.options.filter((option) => option !== 'output' && option !== 'force');
    const typed = [PROGRAM, known.name, shellPath(path ?? args.positional!), ...optionWords(changed, kept)];
    const all = [...typed, withValue('--output', `${run}-again`)].join(' ');
    return all.length <= LONGEST_COMMAND ? all : null;
  } catch {
    // A record of another version, or of a configuration that is gone.
    return null;
  }
}
