/**
 * A sentence as a value: our words, and among them texts that came from a file. Page and card write it in their own
 * marks, so that a name never counts as markup: prose`most depends on ${name(column)}`.
 */
import { escapeControl } from '../../errors.ts';

/**
 * - `name`: a column, class, ID or file, cut and set apart from the words around it;
 * - `foreign`: a whole sentence of another document;
 * - `code`: what to type; `strong`: what to see first.
 */
export interface Marked {
  readonly kind: 'name' | 'foreign' | 'code' | 'strong';
  readonly text: string;
}

export type Prose = readonly (string | Marked)[];

const LONGEST_NAME = 48;
const LONGEST_SENTENCE = 500;

type Piece = string | Marked | Prose;

/** A template tag. */
export function prose(strings: TemplateStringsArray, ...values: readonly Piece[]): Prose {
  const pieces: Piece[] = [];
  for (const [index, text] of strings.entries()) pieces.push(text, values[index] ?? '');
  return joined(pieces);
}

/** Pieces one behind the other. */
function joined(pieces: readonly Piece[]): Prose {
  return pieces.flatMap((piece) => (Array.isArray(piece) ? (piece as Prose) : [piece as string | Marked]));
}

export function name(text: string, most = LONGEST_NAME): Marked {
  return { kind: 'name', text: cut(text, most) };
}

export function foreign(text: string): Marked {
  return { kind: 'foreign', text: cut(text, LONGEST_SENTENCE) };
}

export function code(text: string): Marked {
  return { kind: 'code', text: escapeControl(text) };
}

export function strong(text: string): Marked {
  return { kind: 'strong', text };
}

/** Sentences one behind the other. */
export function paragraph(...sentences: readonly (Prose | null)[]): Prose {
  const pieces: Piece[] = [];
  for (const sentence of sentences) {
    if (sentence === null || sentence.length === 0) continue;
    pieces.push(pieces.length === 0 ? '' : ' ', sentence);
  }
  return joined(pieces);
}

/** `a, b and c`, at most `most` of them. */
export function listed(items: readonly Piece[], most = 6): Prose {
  const rest = items.length - most;
  const all = rest > 0 ? [...items.slice(0, most), `${rest} more`] : items;
  const pieces: Piece[] = [];
  for (const [index, item] of all.entries()) {
    pieces.push(index === 0 ? '' : index === all.length - 1 ? ' and ' : ', ', item);
  }
  return joined(pieces);
}

/** As plain text. */
export function plain(parts: Prose): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** Control characters, line breaks and marks of direction as escapes; at most so many characters, none of them halved. */
export function cut(text: string, most: number): string {
  // An escape is six characters of one: what lies further back can't be shown.
  const characters = [...escapeControl(text.slice(0, 2 * most + 2))];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}
