import { writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { it } from 'vitest';
import { reportPage } from '../../../src/report/html/page.ts';
import { trainedRun } from '../../support/reported-run.ts';
import { serialize } from 'node:v8';
it('writes', async () => {
  const run = await trainedRun(mkdtempSync('/tmp/wp/t-'));
  writeFileSync('/tmp/wp/run.v8', serialize(run));
  const page = reportPage(run);
  writeFileSync('/tmp/wp/page.html', page);
  console.log(page.length);
});
