/**
 * Names of columns as they are written in sentences.
 */
import { escapeControl, quoted } from '../errors.ts';
import { groupDigits } from '../text-table.ts';

/** A column's name in a sentence: bare if it reads as a word, else in quotes. */
export function columnName(name: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(name) ? name : quoted(name);
}

/**
 * The names that the values of an option stand for: each is a name, or several with commas between. Blanks at the ends
 * don't count.
 */
export function namesIn(values: readonly string[], names: readonly string[]): string[] {
  const known = new Set(names);
  const meant = (text: string) => (!known.has(text) && known.has(text.trim()) ? text.trim() : text);
  return values.flatMap((value) => (known.has(meant(value)) ? meant(value) : value.split(',').map(meant)));
}

/** A list of names, at most `most` of them. */
export function listNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(columnName).join(', ');
  return names.length > most ? `${shown} and ${groupDigits(names.length - most)} more` : shown;
}

/**
 * A list of names, each in quotes, as many as fit into `width` characters, then how many more there are. None of them is
 * cut but one that fills more than the line.
 */
export function listWhole(names: readonly string[], width = 200): string {
  return listTexts(
    names.map((name) => (name.length > width ? quoted(name) : escapeControl(JSON.stringify(name)))),
    width,
  );
}

/** A list of texts, none of them cut; one at least. */
export function listTexts(texts: readonly string[], width = 200): string {
  let [length, count] = [0, 0];
  while (count < texts.length && (count === 0 || length + texts[count]!.length <= width)) {
    length += texts[count++]!.length + 2;
  }
  const shown = texts.slice(0, count).join(', ');
  return count < texts.length ? `${shown} and ${texts.length - count} more` : shown;
}
