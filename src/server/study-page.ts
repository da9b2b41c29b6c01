/**
 * The study page, dist/web/study.html, with what a study begins with inside: one file that needs nothing beside it.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SystemError } from '../errors.ts';
import { systemError } from '../node/files/system-errors.ts';
import { embeddedText, type EmbeddedOpening } from '../study/opening/embedded.ts';

/** Beside the compiled program, which may run from its sources, too. */
const PAGE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web/study.html' : '../../web/study.html', import.meta.url),
);
/** Where the page has room for it. */
const PLACE = /(<script type="application\/json" id="study-data">)null(?=<\/script>)/;

/**
 * @param file the page as it was built
 * @throws SystemError where it was not built.
 */
export async function studyPage(embedded: EmbeddedOpening, file = PAGE): Promise<string> {
  let page: string;
  try {
    page = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw systemError(error, file, 'read');
    throw new SystemError('E_FILE_MISSING', 'the study page was not built', {
      file,
      hint: 'npm run build, in the folder of glassnet',
      cause: error,
    });
  }
  // So written, no text can end the script.
  const data = embeddedText(embedded).replaceAll('<', String.raw`\u003c`);
  return page.replace(PLACE, (_, start: string) => start + data);
}
