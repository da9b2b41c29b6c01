/**
 * Numbers as people read them: seven digits, no −0, and in a column their decimal points under each other.
 */
import { LINE_WIDTH } from './trace-lines.ts';

const DIGITS = 7;
/** Smaller numbers, and larger ones, are written with an exponent. */
const [SMALLEST, LARGEST] = [1e-4, 1e7];

/** `0.6700331`, `-1.2`, `1.6387e-5` */
export function numberText(value: number, digits = DIGITS): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= SMALLEST && size < LARGEST) return String(Number(value.toPrecision(digits)));
  return value.toExponential(digits - 1).replace(/\.?0+e/, 'e');
}

/** The texts padded on both sides, so that points stand under each other; one that is no number ends where points are. */
export function alignedTexts(texts: readonly string[]): string[] {
  const parts = texts.map((text) => {
    const point = /^-?\d+(?=[.e]|$)/.exec(text)?.[0].length ?? text.length;
    return [text.slice(0, point), text.slice(point)] as const;
  });
  const before = Math.max(...parts.map(([whole]) => whole.length));
  const behind = Math.max(...parts.map(([, rest]) => rest.length));
  return parts.map(([whole, rest]) => whole.padStart(before) + rest.padEnd(behind));
}

/** Pieces of a sum, such as `0.4·0.2`, joined by plus signs and wrapped. @param indent of the lines after the first */
export function sumText(pieces: readonly string[], first: string, indent: number, width = LINE_WIDTH): string[] {
  const lines = [first];
  for (const [index, piece] of pieces.entries()) {
    const text = index === 0 ? piece : `+ ${piece}`;
    const line = lines.at(-1)!;
    if (line.length + 1 + text.length <= width) lines[lines.length - 1] = line === '' ? text : `${line} ${text}`;
    else lines.push(' '.repeat(indent) + text);
  }
  return lines;
}
