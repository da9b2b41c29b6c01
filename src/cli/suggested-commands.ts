/**
 * The commands that messages suggest, as they can be typed: with all options that they need, quoted for a shell.
 */
import { shellPath, withValue } from './flags.ts';
import type { Arguments } from './options/arguments.ts';
import { PREPARE_OPTIONS } from './options/option-groups.ts';
import { optionWords } from './options/option-words.ts';
import { PROGRAM } from './program.ts';

/** Audits the file that a command reads, as it reads it; null for stdin, which can't be read again. */
export function auditCommand(path: string, args: Arguments, { isStrict = true } = {}): string | null {
  if (path === '-') return null;
  const left = PREPARE_OPTIONS.filter((name) => name !== 'write-schema' && (isStrict || name !== 'strict'));
  return [PROGRAM, 'audit', shellPath(path), ...optionWords(args, [...left, 'seed'])].join(' ');
}

/** Scores new customers, whose file only the user knows. */
export function predictCommand(folder: string): string {
  return `${PROGRAM} predict CUSTOMERS.csv ${withValue('--model', folder)} --output scores.csv`;
}

export function trainCommand(path: string): string {
  return `${PROGRAM} train ${shellPath(path)}`;
}
