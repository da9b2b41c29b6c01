/**
 * Options as they are typed, for commands that a message suggests.
 */
import { shellWord } from '../program.ts';
import type { Arguments } from './arguments.ts';
import { OPTIONS, type OptionName } from './options.ts';

/** Those of the named options that the user gave. */
export function optionWords(args: Arguments, names: readonly OptionName[]): string[] {
  return names.filter((name) => args.given.has(name)).flatMap((name) => wordsOf(name, args));
}

function wordsOf(name: OptionName, args: Arguments): string[] {
  switch (OPTIONS[name].kind) {
    case 'flag':
      return args.flag(name) ? [`--${name}`] : [];
    case 'names':
      return args.names(name).flatMap((value) => [`--${name}`, shellWord(value)]);
    case 'proportions':
      return [`--${name}`, args.numbers(name).join('/')];
    case 'widths':
      return [`--${name}`, args.numbers(name).join(',') || 'none'];
    default:
      return [`--${name}`, shellWord(String(args.optionalText(name)))];
  }
}
