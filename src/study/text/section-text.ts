/**
 * Sections as lines of a terminal: equations stand at the right edge, the files that compute them under the title.
 */
import { wrapped } from '../../text-table.ts';
import { CODE_REGIONS } from '../equations/code-regions.ts';
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

const OF_SIGMOID = /^nn\/losses\/sigmoid/;

/** The files of the code that computes the equations, each once. */
export function filesOf({ lines }: TraceSection): string[] {
  const ids = new Set(lines.flatMap(({ equations }) => equations));
  // p − y is computed by each of the two losses, and a network has one of them.
  const isSigmoid = ids.has('sigmoid-ce');
  const regions = CODE_REGIONS.filter(({ id, file }) => {
    return ids.has(id) && (id !== 'dce.dz' || OF_SIGMOID.test(file) === isSigmoid);
  });
  return [...new Set(regions.map(({ file }) => `src/${file}`))];
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
