/**
 * A setting as it is typed at a prompt: `--drop "age"`. What follows the flag reaches the program as it is, whatever the
 * shell makes of `$`, quotes or blanks (POSIX; a control character needs the `$'…'` of bash and zsh).
 */
import { escapeControl, quoted } from '../errors.ts';
import type { Setting, SettingName } from '../setting.ts';
import { flagName } from './options/flag-name.ts';

/** What a shell leaves alone. */
const PLAIN = /^[\w.,:/%+@-]+$/;
/** Names that can stand in one list. */
const LISTED = /^[\w.][\w.-]*$/;
/** A longer name is cut, and typed from the file. */
const LONGEST = 200;
/** A lone name for these stands in quotes, as it does in the messages round it. */
const QUOTED: ReadonlySet<SettingName> = new Set(['categorical', 'drop', 'numeric']);

export function inFlags({ option, value }: Setting): string {
  const flag = `--${flagName(option)}`;
  if (value === undefined || value === true) return flag;
  if (typeof value === 'object') return isNames(value) ? withNames(flag, value) : `${flag} ${value.join('/')}`;
  const text = String(value);
  // Quoted even where it needn't be: most delimiters mean something to a shell.
  if (option === 'delimiter') return `${flag} '${text === '\t' ? '\\t' : text}'`;
  return QUOTED.has(option) ? withValue(flag, inQuotes(text), text) : withValue(flag, shellWord(text), text);
}

function isNames(value: readonly string[] | readonly number[]): value is readonly string[] {
  return typeof value[0] === 'string';
}

/** Names that need no quotes as one list; each of the others, a comma in it or not, with a flag of its own. */
function withNames(flag: string, names: readonly string[]): string {
  const plain = names.filter((name) => LISTED.test(name));
  const others = names.filter((name) => !LISTED.test(name)).map((name) => withValue(flag, inQuotes(name), name));
  return [...(plain.length > 0 ? [`${flag} ${plain.join(',')}`] : []), ...others].join(' ');
}

/** A value that begins with a dash would be taken for a flag. */
function withValue(flag: string, word: string, text: string): string {
  return text.startsWith('-') ? `${flag}=${word}` : `${flag} ${word}`;
}

/** A text as one word of a command line. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : inQuotes(text);
}

/** In double quotes, or in single ones where a shell would look for variables, commands or history in double ones. */
function inQuotes(text: string): string {
  if (text.length > LONGEST) return quoted(text);
  if (escapeControl(text) !== text) return `$'${escapeControl(text.replace(/[\\']/g, '\\$&'))}'`;
  return /[$`!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : JSON.stringify(text);
}
