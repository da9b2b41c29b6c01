/**
 * The module of src/study/equations that holds the marked regions of the sources.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegions, type CodeRegion } from '../../src/study/equations/read-regions.ts';

/** All regions of `src`, by file and line. @param root the folder of the repository */
export async function findRegions(root: string): Promise<CodeRegion[]> {
  const names = await readdir(join(root, 'src'), { recursive: true });
  const files = names.map((name) => name.replaceAll('\\', '/')).filter((name) => isComputing(name));
  const texts = files
    .toSorted()
    .map(async (file) => readRegions(file, await readFile(join(root, 'src', file), 'utf8')));
  return (await Promise.all(texts)).flat();
}

/** The rooms that compute; elsewhere marks are only talked about. */
const isComputing = (name: string): boolean => /^(nn|preprocessing|tensor|training)\/.*\.ts$/.test(name);

export async function renderCodeRegions(root: string): Promise<string> {
  const entries = (await findRegions(root)).map(
    ({ id, file, firstLine, text }) => `  {
    id: '${id}',
    file: '${file}',
    firstLine: ${firstLine},
    text: \`${text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)}\`,
  },
`,
  );
  return `/**
 * The regions of code that compute the equations, as they are marked in the sources. Written by \`npm run docs\`.
 */
import type { CodeRegion } from './read-regions.ts';

export const CODE_REGIONS: readonly CodeRegion[] = [
${entries.join('')}];
`;
}
