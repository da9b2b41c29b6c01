/**
 * Names in Arabic, Hebrew and their kin within a sentence that reads from left to right. Signs and numbers behind such a
 * name would be written to its left (Unicode Standard Annex 9); a left-to-right mark after it keeps them in their place.
 */
const MARK = '\u200e';
const NAME = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:\s+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*/g;

export function leftToRight(sentence: string): string {
  return sentence.replace(NAME, (name) => name + MARK);
}
