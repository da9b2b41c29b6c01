/**
 * Options as typed on the command line, for commands that a message suggests.
 */
import { shellWord, withValue } from '../flags.ts';
import type { Arguments } from './arguments.ts';
import { OPTIONS, type OptionName } from './options.ts';

/** The named options that the user gave, as words. */
export function optionWords(args: Arguments, names: readonly OptionName[]): string[] {
  return names
    .filter((name) => args.given.has(name) && args.value(name) !== false)
    .flatMap((name) => wordsOf(name, args));
}

function wordsOf(name: OptionName, args: Arguments): string[] {
  const flag = `--${name}`;
  const value = args.value(name)!;
  if (value === true) return [flag];
  if (OPTIONS[name].kind === 'names') return [value].flat().flatMap((text) => valueWords(flag, String(text)));
  const text = typeof value === 'object' ? value.join(OPTIONS[name].kind === 'proportions' ? '/' : ',') : String(value);
  return valueWords(flag, text === '' ? 'none' : text);
}

export function valueWords(flag: string, text: string): string[] {
  return text.startsWith('-') ? [withValue(flag, text)] : [flag, shellWord(text)];
}
