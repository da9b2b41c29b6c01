/**
 * Measures how often intervals hold the truth, and prints the tables of docs/coverage.md, which `--write` puts there.
 * Started by `npm run bench:coverage`; `--quick` shows that it works and measures nothing.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeFiles } from '../../src/node/files/atomic-write.ts';
import { replaceSection } from '../writing/replace-section.ts';
import { coverageTable, EVALUATION_JOB, evaluationCoverage } from './evaluation.ts';

const PAGE = 'docs/coverage.md';
const QUICK = { population: 20_000, networks: 2, sets: 2 };

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});
if (values.quick && values.write) throw new Error('--write needs a full run: what --quick measures is no figure');
const job = { ...EVALUATION_JOB, ...(values.quick && QUICK) };
const columns = await evaluationCoverage(job, (text) => process.stderr.write(`${text}\n`));
const table = coverageTable(columns);
process.stdout.write(`${table}\n`);
if (values.write) {
  const page = replaceSection(await readFile(PAGE, 'utf8'), 'evaluate', `${table}\n`);
  await writeFiles(new Map([[PAGE, page]]), { force: true });
}
