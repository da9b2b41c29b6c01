/**
 * A text as a number that is the same in every program, for categories of so many levels that each shares an input with
 * others.
 */
import { fnv1a } from '../../data/columns/fnv.ts';

const UTF_8 = new TextEncoder();

/** FNV-1a of the text's UTF-8 bytes, a whole number in [0, 2^32). */
export function hashText(text: string): number {
  const bytes = UTF_8.encode(text);
  return fnv1a(bytes, 0, bytes.length) >>> 0;
}
