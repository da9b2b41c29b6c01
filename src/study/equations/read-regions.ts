/**
 * Reads the regions of code that compute an equation. They are marked by comments that trail lines of code: a single line
 * by `// eq:ID`, several by `// eq:ID {` on the first and `// eq:ID }` on the last. A line may carry several marks:
 * `// eq:a eq:b }`. The compiled JavaScript has them too. An equation may have several pieces, in one file or more.
 */

export interface CodeRegion {
  /** Without `eq:`. */
  readonly id: string;
  /** From `src`. */
  readonly file: string;
  /** From 1. */
  readonly firstLine: number;
  /** The lines without their marks, indented as far as the least indented of them. */
  readonly text: string;
}

const COMMENT = /^(.*\S) *\/\/ (eq:.*)$/;
const MARK = /^eq:([a-z][\w.-]*)(?: ([{}]))?$/i;

/** @throws Error naming file and line for a mark that can't be read, opens twice, or closes what isn't open. */
export function readRegions(file: string, text: string): CodeRegion[] {
  const found: CodeRegion[] = [];
  const lines = text.split('\n').map((line) => {
    const [, code, marks] = COMMENT.exec(line) ?? [];
    return code === undefined ? { code: line, marks: '' } : { code, marks: marks! };
  });
  const open = new Map<string, number>();
  const refuse = (index: number, what: string): Error => new Error(`${file}:${index + 1}: ${what}`);
  const keep = (id: string, from: number, to: number): void => {
    const code = lines.slice(from, to + 1).map((line) => line.code);
    found.push({ id, file, firstLine: from + 1, text: outdented(code) });
  };
  for (const [index, { marks, code }] of lines.entries()) {
    if (marks === '' && /\/[/*] *eq:/.test(code)) throw refuse(index, 'a mark trails a line of code');
    for (const mark of marks === '' ? [] : marks.split(/ (?=eq:)/)) {
      const [, id, side] = MARK.exec(mark) ?? [];
      if (id === undefined) throw refuse(index, `${mark} is no mark`);
      const start = open.get(id);
      if (side === '}' && start === undefined) throw refuse(index, `${id} ends and hasn't begun`);
      if (side !== '}' && start !== undefined) throw refuse(index, `${id} begins twice`);
      if (side === '{') open.set(id, index);
      else keep(id, start ?? index, index);
      if (side === '}') open.delete(id);
    }
  }
  for (const [id, index] of open) throw refuse(index, `${id} begins and doesn't end`);
  return found;
}

function outdented(lines: readonly string[]): string {
  const least = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(least)).join('\n');
}
