/**
 * The texts that stand for a missing value, in any case of letters and after trimming blanks.
 */
export const MISSING_WORDS: readonly string[] = ['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '?', '-'];

const WORDS = new Set(MISSING_WORDS);

export function isMissing(text: string): boolean {
  return WORDS.has(text.trim().toLowerCase());
}
