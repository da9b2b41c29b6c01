/**
 * The figures of the house: how far a cell travels, how large the largest folder is, how long the student's path, how
 * many bytes a page loads, how many statements a program takes.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleSizes, describeBundleSizes } from '../bundles/bundle-sizes.ts';
import { buildPage } from '../page/build-page.ts';
import { describePageSizes, pageSizes } from '../page/page-sizes.ts';
import { cellTour } from './cell-tour.ts';
import { renderProgramTable } from './program-table.ts';
import { readingPathLines } from './reading-path-table.ts';

/** In Markdown, for a page in `docs`. */
export async function renderHouseFigures(root: string): Promise<string> {
  const tour = await cellTour();
  const outside = tour.filter((file) => !file.startsWith('data/'));
  const largest = await largestFolder(join(root, 'src'));
  const path = (await readingPathLines(root)).reduce((sum, count) => sum + count, 0);
  return `| what | figure |
| --- | --: |
| files that a plain numeric cell, and the target beside it, pass on their way into a table | ${tour.length} |
| of these outside \`src/data\` | ${outside.length} |
| source files in the largest folder of \`src\` (\`${largest.name}\`) | ${largest.count} |
| lines on the student's path | ${path} |

The files of the cell: ${tour.map((file) => `\`${file}\``).join(', ')}.

What a page loads, bundled and minified:

${describeBundleSizes(await bundleSizes())}
${describePageSizes(pageSizes(await buildPage(root)))}
Statements beside imports, for the same job:

${await renderProgramTable(root)}`;
}

/** The folder with the most source files, by its path from `src`. */
export async function largestFolder(src: string): Promise<{ name: string; count: number }> {
  const counts = new Map<string, number>();
  for (const entry of await readdir(src, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts')) continue;
    const name = entry.parentPath.slice(src.length + 1);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [name, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  return { name, count };
}
