/**
 * The blanks of CSV cells are space and tab. Any other white space is text and is kept.
 */

/** The text without blanks at its ends. */
export function trimBlanks(text: string): string {
  // A regex for trailing blanks would retry every run of blanks: quadratic in a cell full of them.
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

/** Whether a blank stands at a place. */
export function isBlank(text: string, index: number): boolean {
  return text[index] === ' ' || text[index] === '\t';
}
