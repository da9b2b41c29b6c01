/**
 * Reads an answer that somebody typed.
 */
import type { Asked } from './question.ts';

/**
 * The answer as `judge` takes it: of a choice its number from 1 or its text, of a number the number, with a comma or a
 * point, and any minus. Null for anything else.
 */
export function readAnswer(asked: Asked, text: string): number | null {
  const typed = text.trim();
  if (asked.kind === 'choice') {
    const named = asked.options.findIndex((option) => option.toLowerCase() === typed.toLowerCase());
    const index = named === -1 && /^\d+$/.test(typed) ? Number(typed) - 1 : named;
    return asked.options[index] === undefined ? null : index;
  }
  const plain = typed.replace(',', '.').replaceAll('−', '-');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}
