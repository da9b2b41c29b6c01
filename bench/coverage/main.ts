/**
 * Measures how often intervals hold the truth, and prints the tables of docs/coverage.md, which `--write` puts there.
 * Started by `npm run bench:coverage`, with the names of tables where not all are wanted; `--quick` shows that it works
 * and measures nothing.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeFiles } from '../../src/node/files/atomic-write.ts';
import { replaceSection } from '../writing/replace-section.ts';
import { COMPARISON_JOB, comparisonCoverage } from './comparison.ts';
import { COVERAGE_JOB, crossValidationCoverage, renderCoverage } from './cross-validation.ts';
import { coverageTable, EVALUATION_JOB, evaluationCoverage } from './evaluation.ts';
import { IMPORTANCE_JOB, importanceCoverage } from './importance.ts';

const PAGE = 'docs/coverage.md';

type Tell = (text: string) => void;

/** The tables by the names of their sections. */
const TABLES: Readonly<Record<string, (isQuick: boolean, tell: Tell) => Promise<string>>> = {
  evaluate: async (isQuick, tell) => {
    const quick = { population: 20_000, networks: 2, sets: 2 };
    return coverageTable(await evaluationCoverage({ ...EVALUATION_JOB, ...(isQuick && quick) }, tell));
  },
  cv: async (isQuick, tell) => {
    const quick = { population: 20_000, models: 3, samples: 2 };
    return renderCoverage(await crossValidationCoverage({ ...COVERAGE_JOB, ...(isQuick && quick) }, tell));
  },
  compare: async (isQuick, tell) => {
    const quick = { population: 60_000, pairs: 3, sets: 2, samples: 2, truths: 3 };
    return comparisonCoverage({ ...COMPARISON_JOB, ...(isQuick && quick) }, tell);
  },
  importance: async (isQuick, tell) => {
    const quick = { population: 5_000, networks: 2 };
    return importanceCoverage({ ...IMPORTANCE_JOB, ...(isQuick && quick) }, tell);
  },
};

const { values, positionals: names } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (values.quick && values.write) throw new Error('--write needs a full run: what --quick measures is no figure');
const unknown = names.find((name) => !Object.hasOwn(TABLES, name));
if (unknown !== undefined) throw new Error(`there is no table ${unknown}, but ${Object.keys(TABLES).join(', ')}`);
for (const name of names.length === 0 ? Object.keys(TABLES) : names) {
  const table = await TABLES[name]!(values.quick, (text) => process.stderr.write(`${text}\n`));
  process.stdout.write(`${table}\n`);
  if (!values.write) continue;
  const page = replaceSection(await readFile(PAGE, 'utf8'), name, `${table}\n`);
  await writeFiles(new Map([[PAGE, page]]), { force: true });
}
