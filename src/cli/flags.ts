/**
 * A setting as typed at a prompt: `--drop "age"`. The value is quoted so that the shell passes `$`, quotes and blanks
 * on unchanged (POSIX; a control character needs the `$'…'` of bash and zsh).
 */
import { escapeControl } from '../errors.ts';
import type { Setting, SettingName } from '../setting.ts';
import { flagName } from './options/flag-name.ts';

/** Text that a shell leaves unchanged. */
const PLAIN = /^[\w.,:/%+@-]+$/;
/** Names that can share one list. */
const LISTED = /^[\w.][\w.-]*$/;
/** A single name for these is quoted, as in the messages around it. */
const QUOTED: ReadonlySet<SettingName> = new Set(['categorical', 'change', 'drop', 'keep', 'numeric', 'together']);

export function inFlags({ option, value }: Setting): string {
  const flag = `--${flagName(option)}`;
  if (value === undefined || value === true) return flag;
  if (typeof value === 'object') return isNames(value) ? withNames(flag, value) : `${flag} ${value.join('/')}`;
  const text = String(value);
  // Always quoted: most delimiters mean something to a shell.
  if (option === 'delimiter') return `${flag} '${text === '\t' ? '\\t' : text}'`;
  return withValue(flag, text, QUOTED.has(option) ? inQuotes(text) : shellWord(text));
}

function isNames(value: readonly string[] | readonly number[]): value is readonly string[] {
  return typeof value[0] === 'string';
}

/** One list of the names that need no quotes; every other name gets its own flag. */
function withNames(flag: string, names: readonly string[]): string {
  const plain = names.filter((name) => LISTED.test(name));
  const others = names.filter((name) => !LISTED.test(name)).map((name) => withValue(flag, name, inQuotes(name)));
  return [...(plain.length > 0 ? [`${flag} ${plain.join(',')}`] : []), ...others].join(' ');
}

/** A flag with its value, after `=` where that begins with a dash and would be taken for a flag. */
export function withValue(flag: string, text: string, word: string = shellWord(text)): string {
  return text.startsWith('-') ? `${flag}=${word}` : `${flag} ${word}`;
}

/** A text as one word of a command line. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : inQuotes(text);
}

/** A path that stands by itself: one that begins with a dash would be taken for a flag. */
export function shellPath(path: string): string {
  return shellWord(/^-./.test(path) ? `./${path}` : path);
}

/** In double quotes, or in single quotes if a shell would expand the text in double ones. */
function inQuotes(text: string): string {
  if (escapeControl(text) !== text) return `$'${escapeControl(text.replace(/[\\']/g, '\\$&'))}'`;
  return /[$`!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : JSON.stringify(text);
}
