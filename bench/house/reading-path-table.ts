/**
 * The student's path as a list of links, with the lines of each file.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DERIVATIONS, READING_PATH } from '../../src/study/reading-path.ts';

/** The lines of each file on the path. */
export async function readingPathLines(root: string): Promise<number[]> {
  const texts = READING_PATH.map(({ file }) => readFile(join(root, 'src', file), 'utf8'));
  return (await Promise.all(texts)).map((text) => text.trimEnd().split('\n').length);
}

/** The path and the derivations in Markdown, for a page in `docs`. */
export async function renderReadingPath(root: string): Promise<string> {
  const lines = await readingPathLines(root);
  const pages = READING_PATH.map(
    ({ file, about }, i) => `${i + 1}. [${file}](../src/${file}): ${about} (${lines[i]} lines)`,
  );
  const derivations = DERIVATIONS.map(({ file, result }) => `- \`${result}\` in [${file}](../src/${file})`);
  const total = lines.reduce((sum, count) => sum + count, 0);
  return `${pages.join('\n')}\n\nTogether ${total} lines.\n\nDerived where the code computes it:\n\n${derivations.join('\n')}\n`;
}
