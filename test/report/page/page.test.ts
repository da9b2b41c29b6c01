import { writeFileSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { reportPage } from '../../../src/report/html/page.ts';
import { modelCard } from '../../../src/report/card/model-card.ts';
import { deserialize } from 'node:v8';
it('writes', async () => {
  const run = deserialize(readFileSync('/tmp/wp/run.v8'));
  writeFileSync('/tmp/wp/page.html', reportPage(run));
  const other = structuredClone(run); other.name='second run'; other.metrics.evaluation.figures.logLoss.value = 0.2; other.run.training.hidden=[20];
  other.metrics.evaluation.gain.forEach((g)=>g.gain*=0.95); other.history[0].forEach((h)=>h.validationLoss*=1.1);
  writeFileSync('/tmp/wp/several.html', reportPage([run, other]));
  writeFileSync('/tmp/wp/README.md', modelCard(run));
});
