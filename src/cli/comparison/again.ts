/**
 * The command that makes a run anew so that it can be compared: as it was typed, with some settings changed, into a
 * folder beside it.
 */
import { shellPath, shellWord, withValue } from '../flags.ts';
import { Arguments } from '../options/arguments.ts';
import { OPTIONS, type FlagSpec, type OptionName } from '../options/options.ts';
import { optionWords } from '../options/option-words.ts';
import type { OptionValue } from '../options/option-values.ts';
import { PROGRAM } from '../program.ts';

/** Values by option; undefined for one that is not set. */
export type Settings = ReadonlyMap<OptionName, OptionValue | undefined>;

/** A longer command doesn't fit into the line of an error. */
const LONGEST_COMMAND = 250;

const OPTION = /^--?([a-zA-Z][\w-]*)(=.*)?$/;

/**
 * @param command the words behind the program's name, as a record keeps them
 * @param path of the data, where that changes too
 * @returns null for a command that is too long for a hint, or that is none
 */
export function commandAgain(run: string, command: readonly string[], changes: Settings, path?: string): string | null {
  const [name, ...words] = command;
  const kept = wordsWithout(words, new Set<OptionName>([...changes.keys(), 'output', 'force']), path);
  if (kept.length === 0) return null;
  const set = new Map(
    [...changes].flatMap(([option, value]) => (value === undefined ? [] : [[option, value] as const])),
  );
  const changed = optionWords(new Arguments([], set, new Set(set.keys())), [...set.keys()]);
  const typed = [PROGRAM, name!, ...kept, ...changed, withValue('--output', `${run}-again`)].join(' ');
  return typed.length <= LONGEST_COMMAND ? typed : null;
}

/** The words as they can be typed, without some of the options. */
function wordsWithout(words: readonly string[], left: ReadonlySet<OptionName>, path?: string): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const [, spelling, value] = OPTION.exec(word) ?? [];
    const option = spelling === undefined ? undefined : optionNamed(spelling.replaceAll('_', '-'));
    if (option === undefined) kept.push(shellPath(path ?? word));
    else {
      const takesNext = (OPTIONS[option] as FlagSpec).kind !== 'flag' && value === undefined;
      const typed = takesNext ? [word, words[at + 1] ?? ''] : [word];
      if (!left.has(option)) kept.push(...typed.map(shellWord));
      if (takesNext) at++;
    }
  }
  return kept;
}

function optionNamed(spelling: string): OptionName | undefined {
  const names = Object.keys(OPTIONS) as OptionName[];
  return names.find((name) => name === spelling || (OPTIONS[name] as FlagSpec).alias?.includes(spelling));
}
