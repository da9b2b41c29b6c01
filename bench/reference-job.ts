/**
 * The reference job over many seeds, on the project's own data and, where it is at hand, on the course's file: the
 * figures of docs/figures.md and data/README.md, written into them by `npm run figures`.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeFiles } from '../src/node/files/atomic-write.ts';
import { readTableFile, type TableFile } from '../src/node/csv/read-table-file.ts';
import type { GivenOptions, OptionTable } from '../src/options/option-spec.ts';
import { PREPARATION_OPTIONS, type GivenPrepareOptions } from '../src/preprocessing/preparation-options.ts';
import { prepare } from '../src/preprocessing/prepare.ts';
import { createRandom } from '../src/random.ts';
import { baselinePredictions, classifierPredictions } from '../src/training/baselines/baselines.ts';
import { judge, type FigureName } from '../src/evaluation/judgement.ts';
import { trainClassifier } from '../src/training/train-classifier.ts';
import { PRESETS } from '../src/training/presets.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../src/training/training-options.ts';
import { replaceSection } from './writing/replace-section.ts';

interface Job {
  readonly name: string;
  readonly preparation: GivenPrepareOptions;
  readonly training?: GivenTrainingOptions;
}

const JOBS: readonly Job[] = [
  { name: 'seed 1: 50-50-50, softmax, first zeros', preparation: { recipe: 'course', balance: 'first' } },
  { name: 'seed 1, random zeros', preparation: { recipe: 'course', balance: 'undersample' } },
  {
    name: 'seed 2: 50-50, sigmoid, first zeros',
    preparation: { recipe: 'course', balance: 'first' },
    training: { hidden: [50, 50], outputActivation: 'sigmoid' },
  },
  { name: 'glassnet, preset plain: split first, natural mix', preparation: {} },
  {
    name: 'glassnet, preset best',
    preparation: pickGiven(PREPARATION_OPTIONS),
    training: pickGiven(TRAINING_OPTIONS),
  },
];

/** Those values of the preset `best` that a table knows. */
function pickGiven<Table extends OptionTable>(table: Table): GivenOptions<Table> {
  const known = Object.entries(PRESETS.best).filter(([name]) => Object.hasOwn(table, name));
  return Object.fromEntries(known) as GivenOptions<Table>;
}

/** The job whose test rows come in the natural mix, so that ranking them answers whom to contact. */
const HONEST_JOB = JOBS.at(-1)!;

const FILES = [
  { name: 'data/audiobooks.csv', path: 'data/audiobooks.csv' },
  { name: "the course's file", path: process.env['AUDIOBOOKS_CSV'] ?? '../shared/data/Audiobooks_data.csv' },
];

const JUDGED: readonly (readonly [FigureName, string])[] = [
  ['accuracy', 'accuracy'],
  ['rocAuc', 'ROC AUC'],
  ['capturedByTop10', 'found in top 10 %'],
  ['capturedByTop20', 'found in top 20 %'],
  ['calibrationError', 'calibration error'],
];

async function main(): Promise<void> {
  const files = FILES.filter(({ name, path }) => {
    if (existsSync(path)) return true;
    process.stderr.write(
      `${name} is not at ${path}: skipped, docs/figures.md and data/README.md are left as they are\n`,
    );
    return false;
  });
  const tables = await Promise.all(files.map(({ path }) => readTableFile(path)));
  const recipes = ['| recipe | file | test accuracy | test loss | ROC AUC |', '| --- | --- | --- | --- | --- |'];
  for (const job of JOBS) {
    for (const [index, { name }] of files.entries()) recipes.push(await recipeLine(job, tables[index]!, name));
  }
  const judged = [`| answers | file | ${JUDGED.map(([, title]) => title).join(' | ')} |`];
  judged.push(judged[0]!.replaceAll(/[^|]+/g, ' --- '));
  for (const [index, { name }] of files.entries()) judged.push(...(await judgedLines(tables[index]!, name)));

  const sections = { figures: `${recipes.join('\n')}\n`, judgement: `${judged.join('\n')}\n` };
  process.stdout.write(`${sections.figures}\n${sections.judgement}`);
  if (files.length < FILES.length) return;
  const figures = replaceSection(await readFile('docs/figures.md', 'utf8'), 'figures', sections.figures);
  await writeFiles(
    new Map([
      ['docs/figures.md', replaceSection(figures, 'judgement', sections.judgement)],
      ['data/README.md', replaceSection(await readFile('data/README.md', 'utf8'), 'figures', sections.figures)],
    ]),
    { force: true },
  );
}

async function recipeLine(job: Job, table: TableFile, file: string): Promise<string> {
  const figures = { accuracy: [] as number[], loss: [] as number[], rocAuc: [] as number[] };
  for (const seed of seeds(10)) {
    const { test } = (await train(job, table, file, seed)).trained;
    figures.accuracy.push(test.accuracy * 100);
    figures.loss.push(test.loss);
    figures.rocAuc.push(test.rocAuc!);
  }
  const { accuracy, loss, rocAuc } = figures;
  return `| ${job.name} | ${file} | ${spread(accuracy, 1)} % | ${spread(loss, 3)} | ${spread(rocAuc, 3)} |`;
}

/** The networks and their baselines over 20 seeds; rules differ from seed to seed, so they share one line. */
async function judgedLines(table: TableFile, file: string): Promise<string[]> {
  const names = [
    'the networks of preset best',
    'always the most frequent class',
    'the best rule of one column',
    'logistic regression',
  ];
  const values = names.map(() => JUDGED.map((): number[] => []));
  for (const seed of seeds(20)) {
    const { data, trained } = await train(HONEST_JOB, table, file, seed);
    const network = classifierPredictions(names[0]!, trained.classifier, data.test, data.heldOutMix);
    const predictions = [network, ...baselinePredictions(data)];
    // The spread shown is that of the seeds, so one resample is enough.
    const judged = judge(
      predictions,
      data.test.targets,
      data.priors[data.heldOutMix],
      createRandom(seed, 'bootstrap'),
      1,
    );
    for (const [index, { figures }] of judged.entries()) {
      for (const [column, [figure]] of JUDGED.entries()) values[index]![column]!.push(figures[figure].value!);
    }
  }
  return names.map((name, i) => `| ${name} | ${file} | ${values[i]!.map((of) => spread(of, 3)).join(' | ')} |`);
}

async function train({ preparation, training }: Job, { table, schema }: TableFile, file: string, seed: string) {
  const data = prepare(table, schema, { ...preparation, seed }, file);
  return { data, trained: await trainClassifier(data, { ...training, seed }) };
}

function seeds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i + 1));
}

/** Mean ± standard deviation over the seeds. */
function spread(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance).toFixed(digits)}`;
}

await main();
