/**
 * The texts of a target as classes: blanks at their ends don't count, texts that differ in upper and lower case alone or
 * in how they write a number are one class, and a word for a missing value is none.
 */
import { trimBlanks } from '../cells/blanks.ts';
import type { MissingWords } from '../cells/missing.ts';
import { DECIMAL_MARKS, parseNumber } from '../cells/number.ts';
import type { CountedText } from './coded-texts.ts';

/** "none" and "nil" can be answers: they are classes unless somebody says that they stand for a missing value. */
const CLASSES_AS_WELL: ReadonlySet<string> = new Set(['none', 'nil']);

/** Numbers without zeros in front, since "007" is a code, and without three decimals, which can be thousands. */
const NUMBER = /^[+-]?(?:0|[1-9]\d*)(?:[.,](?:\d{1,2}|\d{4,})?)?$/;

export interface Classes {
  /** The names of the classes, in order of first appearance. */
  readonly names: readonly string[];
  /** The number of the class that each text means; −1 where the text says that there is no label, −2 for a class that isn't known. */
  readonly classOf: readonly number[];
  /** Texts that another spelling of the same class stands for. */
  readonly folded: readonly { readonly text: string; readonly as: string }[];
}

export const NO_LABEL = -1;
export const UNKNOWN_LABEL = -2;

/**
 * @param texts all texts of the target
 * @param missing the words for a missing value; a known class is one all the same
 * @param named those of them that somebody named
 * @param known the classes that there are, if that is known
 */
export function readClasses(
  texts: readonly CountedText[],
  missing: MissingWords,
  named: MissingWords,
  known?: readonly string[],
): Classes {
  const trimmed = texts.map((counted) => ({ text: trimBlanks(counted.text), counted }));
  if (known !== undefined) return matchLabels(trimmed, missing, known);
  const hasPlus = trimmed.some(({ text }) => text === '+');
  return foldLabels(trimmed, (text) => {
    if (text === '' || named.has(text)) return true;
    // Beside "+", "-" is the other answer of a test.
    return missing.has(text) && !CLASSES_AS_WELL.has(text.toLowerCase()) && !(text === '-' && hasPlus);
  });
}

interface TrimmedText {
  readonly text: string;
  readonly counted: CountedText;
}

function foldLabels(texts: readonly TrimmedText[], isMissing: (text: string) => boolean): Classes {
  const spellings = new Map<string, Map<string, CountedText[]>>();
  for (const { text, counted } of texts) {
    if (isMissing(text)) continue;
    const counts = spellings.get(keyOf(text)) ?? new Map<string, CountedText[]>();
    counts.set(text, [...(counts.get(text) ?? []), counted]);
    spellings.set(keyOf(text), counts);
  }
  const keys = [...spellings.keys()];
  const names = [...spellings.values()].map(mostFrequent);
  const numberOf = new Map(keys.map((key, number) => [key, number]));
  const classOf = texts.map(({ text }) => (isMissing(text) ? NO_LABEL : numberOf.get(keyOf(text))!));
  const folded = [...spellings.values()].flatMap((counts, number) => {
    return [...counts.keys()].filter((text) => text !== names[number]).map((text) => ({ text, as: names[number]! }));
  });
  return { names, classOf, folded };
}

/** The first of the most frequent spellings. */
function mostFrequent(spellings: ReadonlyMap<string, readonly CountedText[]>): string {
  if (spellings.size === 1) return spellings.keys().next().value!;
  const counts = [...spellings].map(([text, same]) => ({ text, rows: same.reduce((sum, { rows }) => sum + rows, 0) }));
  return counts.reduce((a, b) => (b.rows > a.rows ? b : a)).text;
}

function matchLabels(texts: readonly TrimmedText[], missing: MissingWords, known: readonly string[]): Classes {
  const exact = new Map(known.map((name, number) => [name, number]));
  const byKey = new Map<string, number | null>();
  for (const [number, name] of known.entries()) byKey.set(keyOf(name), byKey.has(keyOf(name)) ? null : number);
  const found = texts.map(({ text }) => {
    const number = exact.get(text);
    if (number !== undefined) return number;
    return text === '' || missing.has(text) ? NO_LABEL : (byKey.get(keyOf(text)) ?? UNKNOWN_LABEL);
  });
  // In order of first appearance, as everywhere in a table.
  const present = [...new Set(found.filter((number) => number >= 0))];
  const placeOf = new Map(present.map((number, place) => [number, place]));
  return {
    names: present.map((number) => known[number]!),
    classOf: found.map((number) => placeOf.get(number) ?? number),
    folded: [],
  };
}

/** The same for all spellings of a class. */
function keyOf(text: string): string {
  return NUMBER.test(text) ? String(numberIn(text)) : text.toLowerCase();
}

function numberIn(text: string): number {
  return DECIMAL_MARKS.map((mark) => parseNumber(text, mark)).find((value) => !Number.isNaN(value))!;
}
