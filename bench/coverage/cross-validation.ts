/**
 * How often the intervals of a cross-validation hold the truth: 200 samples of 1,000 customers of the generator are each
 * cross-validated with our own network, and the truth is the mean figure, over many customers that no model has seen, of
 * many models that were trained in the same way on other samples of as many rows as a fold learns from.
 */
import { correctedMean, mean, repeatedInterval, variance } from '../../src/evaluation/resampling/corrected-t.ts';
import { foldFigures, type FoldFigureName } from '../../src/evaluation/resampling/fold-figures.ts';
import { studentQuantile } from '../../src/evaluation/resampling/student-t.ts';
import { foldTable, type FoldedTable } from '../../src/preprocessing/prepare-folds.ts';
import { planFolds, type Fold } from '../../src/preprocessing/rows/fold-plan.ts';
import { createRandom, type Random } from '../../src/random.ts';
import { formatTable, groupDigits } from '../../src/text-table.ts';
import { completeOptions } from '../../src/options/check-options.ts';
import { predictFold } from '../../src/training/resampling/predict-fold.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import { drawPopulation } from './population.ts';

const COVERED_FIGURES = ['accuracy', 'rocAuc', 'logLoss'] as const satisfies readonly FoldFigureName[];
type CoveredFigure = (typeof COVERED_FIGURES)[number];

export interface CoverageJob {
  readonly seed: string;
  /** Samples that are cross-validated, and rows of each. */
  readonly samples: number;
  readonly rows: number;
  readonly folds: number;
  readonly repeats: number;
  /** Models behind the truth, and unseen rows that each is judged on. */
  readonly models: number;
  readonly judged: number;
  /** Customers of the population. */
  readonly population: number;
}

export const COVERAGE_JOB: CoverageJob = {
  seed: 'coverage of cv',
  samples: 200,
  rows: 1_000,
  folds: 10,
  repeats: 5,
  models: 600,
  judged: 10_000,
  population: 460_000,
};

interface Ends {
  readonly low: number;
  readonly high: number;
}

interface IntervalMethod {
  readonly title: string;
  readonly of: (repeats: readonly (readonly number[])[], testPerTraining: number) => Ends;
}

const METHODS: readonly IntervalMethod[] = [
  { title: 'cv, 1 repeat', of: ([first], ratio) => repeatedInterval([first!], ratio) },
  { title: 'cv, all repeats', of: (repeats, ratio) => repeatedInterval(repeats, ratio) },
  { title: 'corrected t of all folds', of: (repeats, ratio) => correctedOfAll(repeats.flat(), ratio) },
  { title: 'naive z, 1 repeat', of: ([first]) => naive(first!) },
  { title: 'naive z, all repeats', of: (repeats) => naive(repeats.flat()) },
];

function naive(figures: readonly number[]): Ends {
  return around(mean(figures), 1.959963984540054 * Math.sqrt(variance(figures) / figures.length));
}

function correctedOfAll(figures: readonly number[], ratio: number): Ends {
  const { mean: centre, standardError, degreesOfFreedom } = correctedMean(figures, ratio);
  return around(centre, standardError * studentQuantile(0.05, degreesOfFreedom));
}

function around(centre: number, half: number): Ends {
  return { low: centre - half, high: centre + half };
}

interface CoverageRow {
  readonly method: string;
  /** The share of samples whose interval holds the truth, and the mean half-width. */
  readonly covered: Readonly<Record<CoveredFigure, number>>;
  readonly half: Readonly<Record<CoveredFigure, number>>;
}

export interface CrossValidationCoverage {
  readonly job: CoverageJob;
  readonly truth: Readonly<Record<CoveredFigure, number>>;
  readonly rows: readonly CoverageRow[];
}

export async function crossValidationCoverage(
  job: CoverageJob,
  tell: (text: string) => void = () => {},
): Promise<CrossValidationCoverage> {
  const { seed, samples, folds, models, population } = job;
  const { table, schema, labels, pool, truth } = await drawPopulation({
    seed,
    rows: population,
    target: 'bought_again',
  });
  const folded = foldTable(table, schema, { seed }, { folds: 2, repeats: 1 }, 'customers');
  const learned = Math.round((job.rows * (folds - 1)) / folds);
  const random = createRandom(seed, 'truth');
  const truths: Record<CoveredFigure, number>[] = [];
  for (let model = 0; model < models; model++) {
    const [rest, test] = [drawRows(pool, learned, random), drawRows(truth, job.judged, random)];
    if (model % 100 === 0) tell(`model ${model + 1} of ${models}`);
    truths.push(await judgedFold(folded, { repeat: 1, fold: 1, rest, test, seed: `${seed}, model ${model}` }));
  }
  const order = createRandom(seed, 'samples').shuffle(pool.slice());
  const measured: Record<CoveredFigure, number>[][] = [];
  for (let sample = 0; sample < samples; sample++) {
    // Samples don't overlap, so they are independent.
    if (sample % 10 === 0) tell(`sample ${sample + 1} of ${samples}`);
    const rows = order.slice(sample * job.rows, (sample + 1) * job.rows).toSorted();
    const plan = planFolds(rows, labels.targets, 2, null, job, `${seed}, sample ${sample}`);
    const figures: Record<CoveredFigure, number>[] = [];
    for (const fold of plan) figures.push(await judgedFold(folded, fold));
    measured.push(figures);
  }
  return {
    job,
    truth: byFigure((name) => mean(truths.map((figures) => figures[name]))),
    rows: METHODS.map((method) => coverageRow(method, measured, truths, job)),
  };
}

/** So many distinct ones of the rows, ascending. */
function drawRows(rows: Int32Array, count: number, random: Random): Int32Array {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(rows[random.integer(rows.length)]!);
  return Int32Array.from(drawn).toSorted();
}

async function judgedFold(folded: FoldedTable, fold: Fold): Promise<Record<CoveredFigure, number>> {
  const { probabilities } = await predictFold(folded, fold, completeOptions(TRAINING_OPTIONS, {}, 'coverage'));
  const targets = fold.test.map((row) => folded.labels.targets[row]!);
  const figures = foldFigures(targets, probabilities, 2);
  return byFigure((name) => figures[name]!);
}

function coverageRow(
  { title, of }: IntervalMethod,
  measured: readonly (readonly Record<CoveredFigure, number>[])[],
  truths: readonly Record<CoveredFigure, number>[],
  { folds, repeats }: CoverageJob,
): CoverageRow {
  const intervals = (name: CoveredFigure) =>
    measured.map((figures) => {
      const values = figures.map((each) => each[name]);
      const ofRepeats = Array.from({ length: repeats }, (_, i) => values.slice(i * folds, (i + 1) * folds));
      return of(ofRepeats, 1 / (folds - 1));
    });
  return {
    method: title,
    covered: byFigure((name) => {
      const value = mean(truths.map((figures) => figures[name]));
      return mean(intervals(name).map(({ low, high }) => Number(low <= value && value <= high)));
    }),
    half: byFigure((name) => mean(intervals(name).map(({ low, high }) => (high - low) / 2))),
  };
}

function byFigure(valueOf: (name: CoveredFigure) => number): Record<CoveredFigure, number> {
  return Object.fromEntries(COVERED_FIGURES.map((name) => [name, valueOf(name)])) as Record<CoveredFigure, number>;
}

const TITLES = { accuracy: 'accuracy', rocAuc: 'ROC AUC', logLoss: 'log loss' } as const;

/** As Markdown. */
export function renderCoverage({ job, truth, rows }: CrossValidationCoverage): string {
  const cell = ({ covered, half }: CoverageRow, name: CoveredFigure) =>
    `${(100 * covered[name]).toFixed(1)}  ± ${half[name].toFixed(3)}`;
  const table = formatTable(
    [
      ['per cent of the intervals, half-width', ...COVERED_FIGURES.map((name) => TITLES[name])],
      ...rows.map((row) => [row.method, ...COVERED_FIGURES.map((name) => cell(row, name))]),
      ['the truth', ...COVERED_FIGURES.map((name) => truth[name].toFixed(4))],
    ],
    ['left', 'right', 'right', 'right'],
  );
  const { samples, folds, repeats, models } = job;
  const error = 100 * Math.sqrt((0.95 * 0.05) / samples);
  const learned = Math.round((job.rows * (folds - 1)) / folds);
  return [
    `${groupDigits(samples)} samples of ${groupDigits(job.rows)} customers, ${folds} folds, ${repeats} repeats; the standard error of 95 per cent is`,
    `${error.toFixed(1)}. The truth: the mean of ${groupDigits(models)} models of ${groupDigits(learned)} customers, each on ${groupDigits(job.judged)} others.`,
    '',
    '```text',
    table,
    '```',
  ].join('\n');
}
