/**
 * Findings as text for people, grouped by severity.
 */
import { said, type Say } from '../setting.ts';
import { inCode } from '../wording.ts';
import { SEVERITIES, type Finding, type Severity } from './finding.ts';

const HEADINGS: Readonly<Record<Severity, string>> = {
  error: 'ERRORS: figures measured on this file cannot be trusted',
  warning: 'WARNINGS: check these before training',
  info: 'NOTES',
};

/** Lines of at most `width` characters: title, why, and advice with options as formatted by `say`. */
export function formatFindings(findings: readonly Finding[], say: Say = inCode, width = 80): string {
  return SEVERITIES.flatMap((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) return [];
    const parts = group.map(({ title, why, advice }) =>
      [wrap(title, width, '  '), wrap(why, width, '      '), wrap(said(advice, say), width, '      ', '    → ')].join(
        '\n',
      ),
    );
    return [[HEADINGS[severity], ...parts].join('\n\n')];
  }).join('\n\n');
}

/** `2 errors, 6 warnings, 3 notes` */
export function countFindings(findings: readonly Finding[]): string {
  const names = { error: 'error', warning: 'warning', info: 'note' } as const;
  return SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} ${names[severity]}${count === 1 ? '' : 's'}`;
  }).join(', ');
}

/** Breaks at spaces; a word longer than a line is cut. */
function wrap(text: string, width: number, indent: string, start = indent): string {
  const room = width - indent.length;
  const lines = [''];
  for (const word of text.split(' ').flatMap((long) => cut(long, room))) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line, i) => (i === 0 ? start : indent) + line).join('\n');
}

function cut(word: string, room: number): string[] {
  if (word.length <= room) return [word];
  return Array.from({ length: Math.ceil(word.length / room) }, (_, i) => word.slice(i * room, (i + 1) * room));
}
