/**
 * The files of `docs/course` as they should be: each chapter filled, its picture, and the list of chapters.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAPTERS } from './chapters/chapters.ts';
import { fillChapter } from './fill-chapter.ts';
import { golden } from './golden.ts';
import { goldenFiles } from './write-golden.ts';

/** By their paths from `root`. */
export async function courseFiles(root: string): Promise<Map<string, string>> {
  const numbers = await golden();
  const files = await goldenFiles(numbers);
  for (const chapter of CHAPTERS) {
    const path = join('docs/course', `${chapter.name}.md`);
    const { markdown, picture } = await fillChapter(await readFile(join(root, path), 'utf8'), chapter, numbers, root);
    files.set(path, markdown);
    files.set(join('docs/course/pictures', `${chapter.name}.svg`), picture.svg);
  }
  return files;
}
