/**
 * Names of columns as they are written in sentences.
 */
import { quoted } from '../errors.ts';
import { groupDigits } from '../text-table.ts';

/** A column's name in a sentence: bare if it reads as a word, else in quotes. */
export function columnName(name: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(name) ? name : quoted(name);
}

/** A list of names, at most `most` of them. */
export function listNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(columnName).join(', ');
  return names.length > most ? `${shown} and ${groupDigits(names.length - most)} more` : shown;
}
