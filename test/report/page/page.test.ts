import { writeFileSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { reportPage } from '../../../src/report/html/page.ts';
import { modelCard } from '../../../src/report/card/model-card.ts';
import { deserialize } from 'node:v8';
it('writes', async () => {
  const run = deserialize(readFileSync('/tmp/wp/run.v8'));
  writeFileSync('/tmp/wp/page.html', reportPage(run));
  writeFileSync('/tmp/wp/README.md', modelCard(run));
});
