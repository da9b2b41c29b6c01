/**
 * How wide a text is at most, in pixels: the widths of DejaVu Sans, which is wider than Arial, Helvetica, Segoe UI and
 * Roboto. What fits by this measure fits with any of them.
 */
import { escapeControl } from '../../../errors.ts';

/** Of the characters from blank to tilde, in hundredths of the font size, rounded up. */
const ASCII = (
  '32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 54 100 69 69 70 78 64 ' +
  '58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 40 34 40 84 50 50 62 64 55 64 62 36 64 64 28 28 58 ' +
  '28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84'
)
  .split(' ')
  .map(Number);
/** Signs that our own texts hold. */
const SIGNS: ReadonlyMap<string, number> = new Map([
  ['\u2212', 84],
  ['–', 50],
  ['×', 84],
  ['·', 32],
]);
/** Any other letter: the widest of Latin, Greek, Cyrillic, Hebrew, Arabic and Chinese are narrower. */
const OTHER = 125;
const EMOJI = 140;
/** Accents, and the left-to-right mark that `../reading-direction.ts` sets. */
const HAS_NO_WIDTH = /^[\p{Mn}\u200e]$/u;

/** The box of a line of text above and below its baseline, in font sizes. */
export const ASCENT = 0.95;
export const DESCENT = 0.25;

export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return (width * fontSize) / 100;
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0)!;
  if (code >= 32 && code < 127) return ASCII[code - 32]!;
  if (HAS_NO_WIDTH.test(character)) return 0;
  return SIGNS.get(character) ?? (code > 0xffff ? EMOJI : OTHER);
}

/** The text, or its beginning and `…` where it is wider than `most` pixels; nothing where not even that fits. */
export function fitText(text: string, most: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= most) return text;
  const dots = textWidth('…', fontSize);
  let [kept, width] = ['', dots];
  for (const character of text) {
    width += textWidth(character, fontSize);
    if (width > most) break;
    kept += character;
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}

/** The text in lines of at most `most` pixels, broken between words; a longer word is cut. */
export function wrapText(text: string, most: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize) <= most) lines[lines.length - 1] = longer;
    else lines.push(fitText(word, most, fontSize));
  }
  return lines;
}

/**
 * A name from a file as a chart shows it, on one line: control characters and marks that turn the direction of text are
 * written out, accents don't pile up, and what XML doesn't hold is replaced.
 */
export function plainText(text: string, most = 200): string {
  const characters = Array.from(text.slice(0, 2 * most));
  const cut = characters.length > most || text.length > 2 * most ? `${characters.slice(0, most).join('')}…` : text;
  return escapeControl(cut)
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
