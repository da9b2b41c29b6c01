/**
 * Names of columns as they stand in sentences.
 */
import { quoted } from '../errors.ts';

/** A column's name as it stands in a sentence: bare where it reads as a word, else in quotes. */
export function columnName(name: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(name) ? name : quoted(name);
}

/** Names in a row, at most `most` of them. */
export function listNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(columnName).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
