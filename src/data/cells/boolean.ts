/**
 * Words that say no or yes, in any case of letters and with blanks around them.
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

/** 0 for a no, 1 for a yes, of any pair or as digits; NaN for anything else. */
export function parseBoolean(text: string): number {
  const word = plain(text);
  if (word === '0' || word === '1') return Number(word);
  return MEANINGS.get(word)?.value ?? Number.NaN;
}

/** True when all texts are words of one pair: `yes` beside `off` is no column of booleans. */
export function areBooleans(texts: readonly string[]): boolean {
  const pairs = new Set(texts.map((text) => MEANINGS.get(plain(text))?.pair));
  return pairs.size === 1 && !pairs.has(undefined);
}
