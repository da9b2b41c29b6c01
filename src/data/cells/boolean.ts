/**
 * Words for no and yes, in upper or lower case, with optional blanks around them.
 */
import { trimBlanks } from './blanks.ts';

const PAIRS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['off', 'on'],
] as const;

const MEANINGS = new Map<string, { readonly pair: number; readonly value: 0 | 1 }>(
  PAIRS.flatMap(([no, yes], pair) => [
    [no, { pair, value: 0 }],
    [yes, { pair, value: 1 }],
  ]),
);

function plain(text: string): string {
  return trimBlanks(text).toLowerCase();
}

/** 0 for no, 1 for yes, from any pair or as a digit; NaN for anything else. */
export function parseBoolean(text: string): number {
  const word = plain(text);
  if (word === '0' || word === '1') return Number(word);
  return MEANINGS.get(word)?.value ?? Number.NaN;
}

/** True when all texts are words of one pair: a column with `yes` and `off` is not boolean. */
export function areBooleans(texts: readonly string[]): boolean {
  const pair = MEANINGS.get(plain(texts[0] ?? ''))?.pair;
  return pair !== undefined && texts.every((text) => MEANINGS.get(plain(text))?.pair === pair);
}
