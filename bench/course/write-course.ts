/**
 * What `npm run docs` writes of the course: each chapter filled, its picture, the list of chapters, and the recorded traces.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { titleOf } from './chapters/chapter.ts';
import { CHAPTERS } from './chapters/chapters.ts';
import { fillBlocks, fillChapter } from './fill-chapter.ts';
import { golden } from './golden.ts';
import { goldenFiles } from './write-golden.ts';

const FOLDER = 'docs/course';

/** By their paths from `root`. */
export async function courseFiles(root: string): Promise<Map<string, string>> {
  const numbers = await golden();
  const files = await goldenFiles(numbers);
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const titles: string[] = [];
  for (const chapter of CHAPTERS) {
    const path = `${FOLDER}/${chapter.name}.md`;
    const { markdown, picture } = await fillChapter(await read(path), chapter, numbers, root);
    files.set(path, markdown);
    files.set(`${FOLDER}/pictures/${chapter.name}.svg`, picture.svg);
    titles.push(titleOf(markdown));
  }
  const list = CHAPTERS.map(({ name, about }, index) => {
    return `${index + 1}. [${titles[index]!.replace(/^\d+ · /, '')}](${name}.md): ${about}`;
  });
  const path = `${FOLDER}/README.md`;
  files.set(path, await fillBlocks(await read(path), { chapters: () => list.join('\n') }, path));
  return files;
}
