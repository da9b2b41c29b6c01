/**
 * What a text may not do to a terminal. The cells of a line are counted by Node, for where its own cursor would stand.
 */
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';

const output = Object.assign(new PassThrough(), { columns: 1_000_000, rows: 10 });
const reader = createInterface({ input: new PassThrough(), output, terminal: true, prompt: '' });

export function cellsByNode(line: string): number {
  Object.assign(reader, { line, cursor: line.length });
  return reader.getCursorPos().cols;
}

/** A line each, for lines wider than asked, escape sequences and, with `ascii`, what is beyond 7 bits. */
export function terminalFaults(text: string, { width, ascii }: { width: number; ascii: boolean }): string[] {
  return text.split('\n').flatMap((line) => {
    // oxlint-disable-next-line no-control-regex
    if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(line)) {
      return [`controls: ${JSON.stringify(line)}`];
    }
    // oxlint-disable-next-line no-control-regex
    if (ascii && /[^\u0020-\u007e]/.test(line)) return [`beyond 7 bits: ${line}`];
    const cells = cellsByNode(line);
    return cells > width ? [`${cells} cells: ${line}`] : [];
  });
}
