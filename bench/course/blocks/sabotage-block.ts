/**
 * What `glassnet gradcheck` prints when a term is broken on purpose: what was broken, the rows that fail, and the verdict.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Of the table. Where more fail, some are shown and the rest counted. */
const MOST_ROWS = 4;
const SOME_ROWS = 2;

/** In Markdown. @throws Error if it was not caught. */
export async function renderSabotage(name: string, root: string): Promise<string> {
  const words = ['gradcheck', '--sabotage', name];
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'dist/src/cli/main.js'), ...words]);
  return ['```text', `$ glassnet ${words.join(' ')}`, ...shownLines(stdout), '```'].join('\n');
}

function shownLines(printed: string): string[] {
  const lines = printed.trimEnd().split('\n');
  const rule = lines.findIndex((line) => line.startsWith('──'));
  const failing = lines.slice(rule).filter((line) => line.endsWith('FAIL'));
  const caught = lines.findIndex((line) => line.startsWith('Caught: '));
  if (rule === -1 || caught === -1) throw new Error(`a sabotage was not caught:\n${printed}`);
  const shown = failing.length > MOST_ROWS ? SOME_ROWS : failing.length;
  return [
    lines[rule - 1]!,
    lines[rule]!,
    ...failing.slice(0, shown),
    ...(shown < failing.length ? [`… and ${failing.length - shown} more`] : []),
    ...lines.slice(caught),
  ];
}
