/**
 * The texts that stand for a missing value, in any case of letters and with blanks around them.
 */
import { trimBlanks } from './blanks.ts';

export const MISSING_WORDS: readonly string[] = ['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '?', '-'];

export class MissingWords {
  /** In lower case. */
  readonly words: readonly string[];
  /** True where a number is among them, such as -999: then a cell that is a number may be missing all the same. */
  readonly includeNumbers: boolean;
  readonly #words: ReadonlySet<string>;
  readonly #longest: number;

  constructor(words: readonly string[] = MISSING_WORDS) {
    this.words = words.map(plain);
    this.includeNumbers = this.words.some((word) => /\d/.test(word));
    this.#words = new Set(this.words);
    this.#longest = Math.max(0, ...this.words.map(({ length }) => length));
  }

  has(text: string): boolean {
    const word = plain(text);
    return word.length <= this.#longest && this.#words.has(word);
  }
}

function plain(text: string): string {
  return trimBlanks(text).toLowerCase();
}
