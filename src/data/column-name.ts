/**
 * Names of columns as they are written in sentences.
 */
import { escapeControl, quoted } from '../errors.ts';
import { groupDigits, shorten } from '../text-table.ts';

const IS_WORD = /^[A-Za-z_]\w{0,39}$/;

/** A column's name in a sentence: bare if it reads as a word, else in quotes. */
export function columnName(name: string): string {
  return IS_WORD.test(name) ? name : quoted(name);
}

/**
 * Names as a table has them, at most `width` characters each. Of names that would look the same when cut at the end, each
 * keeps both of its ends, or else has its place, from 1, before it.
 */
export function cutNames(names: readonly string[], width: number): string[] {
  const bare = names.map(wholeName);
  const byEnd = bare.map((name) => shorten(name, width));
  const byMiddle = bare.map((name) => shortenMiddle(name, width));
  const [ends, middles] = [countTexts(byEnd), countTexts(byMiddle)];
  return byEnd.map((text, place) => {
    if (ends.get(text) === 1) return text;
    return middles.get(byMiddle[place]!) === 1 ? byMiddle[place]! : shorten(`${place + 1}: ${bare[place]!}`, width);
  });
}

function shortenMiddle(text: string, width: number): string {
  const tail = Math.floor((width - 1) / 2);
  return text.length > width ? `${text.slice(0, width - 1 - tail)}…${text.slice(-tail)}` : text;
}

function countTexts(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** As `columnName`, but not cut. */
function wholeName(name: string): string {
  return IS_WORD.test(name) ? name : escapeControl(JSON.stringify(name));
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
