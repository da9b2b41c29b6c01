/**
 * Sections as lines of a terminal: equations stand at the right edge, the files that compute them under the title.
 */
import { wrapped } from '../../text-table.ts';
import { EQUATION_FILES } from './equation-files.ts';
import { LINE_WIDTH, tagOf, type TraceLine, type TraceSection } from './trace-lines.ts';

/** What is done to a whole line; colours, in a terminal. */
export interface LineStyle {
  readonly title: (line: string) => string;
  readonly faint: (line: string) => string;
}

export const PLAIN: LineStyle = { title: (line) => line, faint: (line) => line };

/** At most 80 columns each, a blank line first. */
export function sectionText(section: TraceSection, { title, faint }: LineStyle = PLAIN): string[] {
  return [
    '',
    ...wrapped(section.title, LINE_WIDTH).split('\n').map(title),
    ...filesLines(section).map(faint),
    ...section.lines.flatMap((line) => lineText(line, faint)),
  ];
}

/** The files of the equations, each once. */
export function filesOf({ lines }: TraceSection): string[] {
  return [...new Set(lines.flatMap(({ equations }) => equations.flatMap((id) => EQUATION_FILES[id] ?? [])))];
}

function filesLines(section: TraceSection): string[] {
  const files = filesOf(section);
  return files.length === 0 ? [] : indented(files.join(', '));
}

function lineText(line: TraceLine, faint: LineStyle['faint']): string[] {
  const { kind, text } = line;
  const tag = tagOf(line);
  if (kind === 'note') return indented(`note: ${text}`);
  if (kind === 'label' && text.length > LINE_WIDTH) return wrapped(text, LINE_WIDTH).split('\n');
  if (tag === '') return [text];
  const room = LINE_WIDTH - tag.length;
  return text.length < room ? [text.padEnd(room) + faint(tag)] : [text, ' '.repeat(room) + faint(tag)];
}

function indented(text: string): string[] {
  return wrapped(text, LINE_WIDTH - 2)
    .split('\n')
    .map((line) => `  ${line}`);
}
