/**
 * Text as cells of a terminal: how many it takes, and text cut, padded and broken by that. A Chinese sign or an emoji
 * takes two cells, an accent none.
 */
import { escapeControl } from '../../../errors.ts';

/** Blocks of Unicode that hold wide signs; where a block has others as well, they count as wide too. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1d100}-\u{1d37f}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
/** The selector makes an emoji, two cells wide, of the sign before it. */
const NO_CELL = /(?!\ufe0f)[\p{Mn}\p{Me}]/u;

function cellsOf(character: string): number {
  if (character < '\u0300') return 1;
  if (WIDE.test(character)) return 2;
  return NO_CELL.test(character) ? 0 : 1;
}

/** Never less than what a terminal takes. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/**
 * Foreign text as it may stand in a terminal: control characters escaped, no more than two accents on a letter; with
 * `ascii` everything beyond 7 bits escaped.
 */
export function safe(text: string, ascii: boolean): string {
  const plain = escapeControl(text).replace(/(\p{M}{2})\p{M}+/gu, '$1');
  return ascii ? plain.replace(/[^\x20-\x7e]/gu, inAscii) : plain;
}

/** What stands for the signs of sentences and numbers. */
const ASCII: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '…': '~',
  '×': 'x',
  '∞': 'inf',
  '→': '>',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '\u00a0': ' ',
};

function inAscii(character: string): string {
  return ASCII[character] ?? `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}

/** The text, cut to at most so many cells. */
export function cut(text: string, most: number, ascii = false): string {
  if (cellWidth(text) <= most) return text;
  if (most < 1) return '';
  let [kept, width] = ['', 0];
  for (const character of text) {
    width += cellsOf(character);
    if (width > most - 1) break;
    kept += character;
  }
  return `${kept}${ascii ? '~' : '…'}`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - cellWidth(text), 0));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(width - cellWidth(text), 0)) + text;
}

/** Lines of at most so many cells, broken between words, never before a percent sign; a longer word is cut. */
export function lines(text: string, most: number, ascii = false): string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of text.split(/ (?!%)/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (cellWidth(longer) <= most) {
      line = longer;
      continue;
    }
    if (line !== '') broken.push(line);
    line = cut(word, most, ascii);
  }
  return line === '' ? broken : [...broken, line];
}

/** Entries side by side, in as many lines as they need; a longer one is cut. */
export function flow(entries: readonly string[], most: number, ascii: boolean): string[] {
  const filled: string[] = [];
  for (const entry of entries) {
    const last = filled.at(-1);
    const longer = last === undefined ? entry : `${last}   ${entry}`;
    if (last !== undefined && cellWidth(longer) <= most) filled[filled.length - 1] = longer;
    else filled.push(cut(entry, most, ascii));
  }
  return filled;
}
