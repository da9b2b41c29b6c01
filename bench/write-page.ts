/**
 * Writes dist/web/study.html, the page that `glassnet study` shows. Run with `npm run build`.
 */
import { mkdir } from 'node:fs/promises';
import { writeFiles } from '../src/node/files/atomic-write.ts';
import { buildPage } from './page/build-page.ts';

await mkdir('dist/web', { recursive: true });
await writeFiles(new Map([['dist/web/study.html', await buildPage('.')]]), { force: true });
