/**
 * The reference job over ten seeds, on the project's own data and, where it is at hand, on the course's file: the
 * figures of README.md and data/README.md, written into them by `npm run figures`.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeFiles } from '../src/node/atomic-write.ts';
import { readTable, type TableFile } from '../src/node/read-table.ts';
import type { BalanceMethod } from '../src/preprocessing/balance.ts';
import { prepare } from '../src/preprocessing/prepare.ts';
import { type Recipe } from '../src/preprocessing/choose-rows.ts';
import { replaceSection } from './replace-section.ts';
import { trainClassifier, type TrainingOptions } from '../src/training/train-classifier.ts';

const SEEDS = Array.from({ length: 10 }, (_, i) => String(i + 1));

interface Job {
  readonly name: string;
  readonly recipe: Recipe;
  readonly balance: BalanceMethod;
  readonly hidden: readonly number[];
  readonly output: TrainingOptions['output'];
}

const JOBS: readonly Job[] = [
  {
    name: 'seed 1: 50-50-50, softmax, first zeros',
    recipe: 'course',
    balance: 'first',
    hidden: [50, 50, 50],
    output: 'softmax',
  },
  { name: 'seed 1, random zeros', recipe: 'course', balance: 'undersample', hidden: [50, 50, 50], output: 'softmax' },
  {
    name: 'seed 2: 50-50, sigmoid, first zeros',
    recipe: 'course',
    balance: 'first',
    hidden: [50, 50],
    output: 'sigmoid',
  },
  {
    name: 'glassnet: 50-50-50, split first, natural mix',
    recipe: 'default',
    balance: 'undersample',
    hidden: [50, 50, 50],
    output: 'softmax',
  },
];

const FILES = [
  { name: 'data/audiobooks.csv', path: 'data/audiobooks.csv' },
  { name: "the course's file", path: process.env['AUDIOBOOKS_CSV'] ?? '../shared/data/Audiobooks_data.csv' },
];

interface Figures {
  readonly accuracy: number[];
  readonly loss: number[];
  readonly rocAuc: number[];
}

async function main(): Promise<void> {
  const files = FILES.filter(({ name, path }) => {
    if (existsSync(path)) return true;
    process.stderr.write(`${name} is not at ${path}: skipped, the README files are left as they are\n`);
    return false;
  });
  const lines = ['| recipe | file | test accuracy | test loss | ROC AUC |', '| --- | --- | --- | --- | --- |'];
  const tables = await Promise.all(files.map(({ path }) => readTable(path, { delimiter: ',', header: 'auto' }, {})));
  for (const job of JOBS) {
    for (const [index, { name }] of files.entries()) {
      const { accuracy, loss, rocAuc } = await measure(job, tables[index]!, name);
      const percent = accuracy.map((share) => share * 100);
      lines.push(`| ${job.name} | ${name} | ${spread(percent, 1)} % | ${spread(loss, 3)} | ${spread(rocAuc, 3)} |`);
      process.stderr.write(`${lines.at(-1)!}\n`);
    }
  }
  const table = `${lines.join('\n')}\n`;
  process.stdout.write(table);
  if (files.length < FILES.length) return;
  const documents = new Map<string, string>();
  for (const path of ['README.md', 'data/README.md']) {
    documents.set(path, replaceSection(await readFile(path, 'utf8'), 'figures', table));
  }
  await writeFiles(documents, { force: true });
}

async function measure(job: Job, { table, schema }: TableFile, file: string): Promise<Figures> {
  const figures: Figures = { accuracy: [], loss: [], rocAuc: [] };
  for (const seed of SEEDS) {
    const data = prepare(table, schema, { ...job, split: [80, 10, 10], seed }, file);
    const { test } = await trainClassifier(data, {
      ...job,
      epochs: 200,
      batchSize: 200,
      optimizer: 'adam',
      learningRate: 0.001,
      momentum: 0,
      patience: 2,
      l2: 0,
      dropout: 0,
      seed,
    });
    figures.accuracy.push(test.accuracy);
    figures.loss.push(test.loss);
    figures.rocAuc.push(test.rocAuc!);
  }
  return figures;
}

/** Mean ± standard deviation over the seeds. */
function spread(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance).toFixed(digits)}`;
}

await main();
