/**
 * The blanks of CSV cells are space and tab. Any other white space is text that somebody may want back.
 */

/** The text without blanks at its ends. */
export function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
