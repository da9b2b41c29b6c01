/**
 * Numbers and sums as people read them.
 */
import { escapeControl } from '../../../errors.ts';
import { shorten } from '../../../text-table.ts';
import { numberText } from '../../text/number-text.ts';

/** Six digits: `0.670033`, `-1.2`, `1.6387e-5`. */
export const written = (value: number): string => numberText(value, 6);

/** A name of the data: cut, and without characters that a terminal obeys. */
export const named = (name = '?'): string => shorten(escapeControl(name), 40);

/** In brackets: a sign that follows another can be misread. */
export const factor = (value: number): string => (value < 0 ? `(${written(value)})` : written(value));

export interface Term {
  readonly text: string;
  readonly value: number;
}

const WIDTH = 76;
/** A longer sum shows its largest terms, and what the others add up to. */
const [MOST_TERMS, LARGEST_TERMS] = [12, 6];

/** `z = a·b + c·d + …`, broken between terms. @param head such as `z = ` */
export function sumLines(head: string, terms: readonly Term[]): string[] {
  const lines = [head];
  for (const [index, { text }] of shortened(terms).entries()) {
    // What comes first needs no brackets.
    const piece = index === 0 ? text.replace(/^\((-[^()]+)\)/, '$1') : ` + ${text}`;
    const line = lines.at(-1)!;
    if (line.length + piece.length <= WIDTH) lines[lines.length - 1] = line + piece;
    else lines.push(' '.repeat(Math.max(0, head.length - 2)) + piece.trimStart());
  }
  return lines;
}

/** A sum of products: the factors, the products, the sum. @param more terms that are no products, such as a bias */
export function productLines(
  symbol: string,
  pairs: readonly (readonly [number, number])[],
  more: readonly number[] = [],
): string[] {
  const plain = more.map((value) => ({ text: factor(value), value }));
  const factors = pairs.map(([a, b]) => ({ text: `${factor(a)}·${factor(b)}`, value: a * b }));
  const products = pairs.map(([a, b]) => ({ text: factor(a * b), value: a * b }));
  const sum = [...factors, ...plain].reduce((total, { value }) => total + value, 0);
  const indent = ' '.repeat([...symbol.replaceAll(/\p{Mn}/gu, '')].length);
  const first = sumLines(`${symbol} = `, [...factors, ...plain]);
  if (factors.length + plain.length === 1) return [...first.slice(0, -1), `${first.at(-1)} = ${written(sum)}`];
  return [...first, ...sumLines(`${indent} = `, [...products, ...plain]), `${indent} = ${written(sum)}`];
}

function shortened(terms: readonly Term[]): readonly Term[] {
  if (terms.length <= MOST_TERMS) return terms;
  const order = [...terms.keys()].toSorted((a, b) => Math.abs(terms[b]!.value) - Math.abs(terms[a]!.value));
  const largest = new Set(order.slice(0, LARGEST_TERMS));
  const rest = terms.reduce((sum, { value }, index) => (largest.has(index) ? sum : sum + value), 0);
  const text = `${factor(rest)} of ${terms.length - LARGEST_TERMS} more`;
  return [...terms.filter((_, index) => largest.has(index)), { text, value: rest }];
}
