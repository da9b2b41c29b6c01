/**
 * Measures the study page in the browsers of this machine, and writes the table into bench/README.md. Run with
 * `npm run bench:page`, on a machine that does nothing else.
 */
import { readFile } from 'node:fs/promises';
import { writeFiles } from '../src/node/files/atomic-write.ts';
import { BROWSERS } from './page/browsers.ts';
import { describePage, measurePage, type PageFigures } from './page/measure-page.ts';
import { StudyPages } from './page/study-pages.ts';
import { inTemporaryFolder } from './program.ts';
import { describeMachine, formatMachine } from './writing/machine.ts';
import { replaceSection } from './writing/replace-section.ts';

const README = 'bench/README.md';

const machine = describeMachine();
const figures: PageFigures[] = [];
await inTemporaryFolder(async (folder) => {
  const pages = await StudyPages.build('.', folder);
  for (const browser of BROWSERS) if (browser.isThere) figures.push(await measurePage(pages, browser));
});
const table = `${describePage(figures)}\n${formatMachine(machine)}\n`;
process.stdout.write(`${table}\n`);
if (process.argv.includes('--write')) {
  const text = replaceSection(await readFile(README, 'utf8'), 'page', table);
  await writeFiles(new Map([[README, text]]), { force: true });
}
