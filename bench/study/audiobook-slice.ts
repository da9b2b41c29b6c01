/**
 * The slice of the audiobook store that comes with a study: every 35th customer, so that all days of the store and both
 * classes are in it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const EVERY = 35;

/** The module that holds the slice. @param root the folder of the repository */
export async function renderAudiobookSlice(root: string): Promise<string> {
  const [header, ...rows] = (await readFile(join(root, 'data/audiobooks.csv'), 'utf8')).trimEnd().split('\n');
  const lines = [header, ...rows.filter((_, index) => index % EVERY === 0)];
  return `/**
 * Every ${EVERY}th customer of data/audiobooks.csv. Written by \`npm run docs\`.
 */
export const AUDIOBOOK_SLICE = \`${lines.join('\n')}
\`;
`;
}
