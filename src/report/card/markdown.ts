/**
 * Markdown in which foreign text is text: a name can start no heading, table cell, link, tag or comment.
 */
import { escapeControl } from '../../errors.ts';
import type { Marked, Prose } from '../sentences/prose.ts';

/**
 * What means something in Markdown, or in the HTML that it may hold, and what makes links and references of bare words.
 * An underscore within a word means nothing, and no line begins with foreign text.
 */
const MARKS = /[\\`*[\]<>|~$&@#]|:(?=\/\/)|(?<=www)\.|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gi;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A sentence. */
export function inline(parts: Prose): string {
  return parts.map((part) => (typeof part === 'string' ? part : marked(part))).join('');
}

function marked({ kind, text }: Marked): string {
  switch (kind) {
    case 'name':
    case 'foreign':
      return literal(text);
    case 'code':
      return codeSpan(text);
    case 'strong':
      return `**${text}**`;
  }
}

/** Foreign text, set apart where it is not plain letters: its direction is its own. */
export function literal(text: string): string {
  const escaped = escapeControl(text).replace(MARKS, '\\$&');
  return /^[\p{ASCII}…]*$/u.test(text) ? escaped : `${FIRST_STRONG_ISOLATE}${escaped}${POP_ISOLATE}`;
}

/** In as many backticks as it takes, so that those in the text end nothing. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${escapeControl(text)}${pad}${fence}`;
}

/** A block of commands. */
export function codeBlock(lines: readonly string[], language = 'sh'): string {
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines.map((line) => escapeControl(line)).join('\n')}\n${fence}`;
}

/** Cells are Markdown; numbers stand to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], numbers: number): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index < head.length - numbers ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
