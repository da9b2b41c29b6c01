/**
 * The words for a missing value, in upper or lower case, with optional blanks around them.
 */
import { isBlank, trimBlanks } from './blanks.ts';
import { parseBoolean } from './boolean.ts';

export const MISSING_WORDS: readonly string[] = ['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '?', '-'];

export class MissingWords {
  /** In lower case. */
  readonly words: readonly string[];
  /** True if some word reads as a value, such as -999 or "no": then a cell with a value can still be missing. */
  readonly includeValues: boolean;
  readonly #words: ReadonlySet<string>;
  readonly #longest: number;

  constructor(words: readonly string[] = MISSING_WORDS) {
    this.words = words.map(plain);
    this.includeValues = this.words.some((word) => /\d/.test(word) || !Number.isNaN(parseBoolean(word)));
    this.#words = new Set(this.words);
    this.#longest = this.words.reduce((longest, { length }) => Math.max(longest, length), 0);
  }

  has(text: string): boolean {
    // Most texts are told by their length.
    if (text.length > this.#longest && !isBlank(text, 0) && !isBlank(text, text.length - 1)) return false;
    const word = plain(text);
    return word.length <= this.#longest && this.#words.has(word);
  }
}

function plain(text: string): string {
  return trimBlanks(text).toLowerCase();
}
