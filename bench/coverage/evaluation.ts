/**
 * How often the intervals of `evaluate` hold the truth: networks are trained on 2,700 customers of the generator each
 * and judged on few rows, again and again. The truth is the figure of the same network over all customers of the other
 * half of the population, from which those rows are drawn.
 */
import { FIGURES, judge, type FigureName, type Predictions } from '../../src/evaluation/judgement.ts';
import { reliabilityTable } from '../../src/evaluation/reliability.ts';
import type { Interval } from '../../src/evaluation/intervals/share-interval.ts';
import { createRandom, type Random } from '../../src/random.ts';
import { classifierPredictions } from '../../src/training/baselines/baselines.ts';
import { trainClassifier } from '../../src/training/train-classifier.ts';
import { percentileIntervals, plainCalibrationError } from './former-intervals.ts';
import { drawPopulation, drawTraining, type Population, type PopulationOptions } from './population.ts';

export interface EvaluationJob {
  readonly seed: string;
  /** Customers of each population. */
  readonly population: number;
  /** Networks trained, and sets of rows that each is judged on. */
  readonly networks: number;
  readonly sets: number;
}

export const EVALUATION_JOB: EvaluationJob = { seed: 'coverage', population: 120_000, networks: 200, sets: 3 };

interface Setting extends Pick<PopulationOptions, 'target' | 'positiveShare'> {
  /** The numbers of rows to judge on. */
  readonly rows: readonly number[];
}

const SETTINGS: readonly Setting[] = [
  { target: 'bought_again', positiveShare: 0.1, rows: [300] },
  { target: 'bought_again', positiveShare: 0.0214, rows: [1400] },
  { target: 'bought_again', rows: [300, 1400] },
  { target: 'plan', rows: [300, 1400] },
];

/** How often an interval held the truth, of how many. */
interface Coverage {
  covered: number;
  all: number;
}

export interface CoverageColumn {
  readonly rows: number;
  readonly classes: number;
  /** Mean number of rows of class 1; null for more than two classes. */
  readonly positives: number | null;
  readonly now: Readonly<Record<FigureName, Coverage>>;
  readonly former: Readonly<Record<FigureName, Coverage>>;
}

const LEARNED = { train: 2400, validation: 300 };

/** A column for each number of rows of each setting. */
export async function evaluationCoverage(
  job: EvaluationJob,
  progress: (text: string) => void = () => {},
): Promise<CoverageColumn[]> {
  const columns: CoverageColumn[] = [];
  for (const { rows, ...setting } of SETTINGS) {
    const population = await drawPopulation({ seed: job.seed, rows: job.population, ...setting });
    const tallies = rows.map((many) => new Tally(many));
    for (let network = 1; network <= job.networks; network++) {
      progress(`${setting.target} ${setting.positiveShare ?? ''}: network ${network} of ${job.networks}`);
      const trained = await trainOne(population, `${job.seed} ${network}`);
      const random = createRandom(job.seed, `rows ${network}`);
      for (const tally of tallies) for (let set = 0; set < job.sets; set++) tally.add(trained, random, set === 0);
    }
    columns.push(...tallies.map((tally) => tally.column()));
  }
  return columns;
}

/** A network with its predictions for all rows of the truth. */
interface TrainedNetwork {
  readonly all: Predictions;
  readonly targets: Int32Array;
  readonly shares: readonly number[];
  readonly truth: Readonly<Record<FigureName, number | null>>;
}

async function trainOne(population: Population, seed: string): Promise<TrainedNetwork> {
  const data = drawTraining(population, seed, LEARNED);
  const { classifier } = await trainClassifier(data, { seed, patience: 10 });
  const all = classifierPredictions('network', classifier, data.test, 'natural');
  const { targets } = data.test;
  const shares = data.priors.natural;
  // One resample: of so many rows the figures count alone.
  const { figures } = judge([all], targets, shares, { seed }, 1)[0]!;
  const values = Object.fromEntries(FIGURES.map((name) => [name, figures[name].value])) as TrainedNetwork['truth'];
  const positive = all.probabilities.filter((_, index) => index % 2 === 1);
  const calibrationError = shares.length === 2 ? plainCalibrationError(reliabilityTable(targets, positive)) : null;
  return { all, targets, shares, truth: { ...values, calibrationError } };
}

/** Judges sets of so many rows, and counts the intervals that hold the truth. */
class Tally {
  readonly #rows: number;
  readonly #now = noneCovered();
  readonly #former = noneCovered();
  #classes = 0;
  #positives = 0;
  #sets = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  /**
   * Draws rows with replacement, so the truth is exact however few rows stand for it.
   *
   * @param withFormer whether the former intervals are counted too
   */
  add({ all, targets, shares, truth }: TrainedNetwork, random: Random, withFormer: boolean): void {
    const k = shares.length;
    const drawn = Int32Array.from({ length: this.#rows }, () => random.integer(targets.length));
    const answers = drawn.map((row) => targets[row]!);
    const predicted: Predictions = {
      name: all.name,
      predictions: drawn.map((row) => all.predictions[row]!),
      probabilities: Float64Array.from({ length: drawn.length * k }, (_, i) => {
        return all.probabilities[drawn[Math.floor(i / k)]! * k + (i % k)]!;
      }),
    };
    const { figures } = judge([predicted], answers, shares, random)[0]!;
    const former = withFormer ? percentileIntervals(predicted, answers, k, random) : {};
    for (const name of FIGURES) {
      const value = truth[name];
      if (value === null) continue;
      count(this.#now[name], figures[name].interval, value);
      count(this.#former[name], former[name], value);
    }
    this.#classes = k;
    this.#positives += answers.filter((target) => target === 1).length;
    this.#sets++;
  }

  column(): CoverageColumn {
    const positives = this.#classes === 2 ? this.#positives / this.#sets : null;
    return { rows: this.#rows, classes: this.#classes, positives, now: this.#now, former: this.#former };
  }
}

function noneCovered(): Record<FigureName, Coverage> {
  const entries = FIGURES.map((name) => [name, { covered: 0, all: 0 }] as const);
  return Object.fromEntries(entries) as Record<FigureName, Coverage>;
}

function count(coverage: Coverage, interval: Interval | null | undefined, truth: number): void {
  if (interval === null || interval === undefined) return;
  coverage.all++;
  if (interval.low <= truth && truth <= interval.high) coverage.covered++;
}

/** Cells such as `97.3 (45.8)`: in per cent, the former intervals in brackets. */
export function coverageTable(columns: readonly CoverageColumn[]): string {
  const titles = columns.map(({ rows, classes, positives }) => {
    const of = positives === null ? `${classes} classes` : `${Math.round(positives)} positives`;
    return `${rows.toLocaleString('en')} rows, ${of}`;
  });
  const lines = FIGURES.map((name) => {
    const cells = columns.map(({ now, former }) => {
      if (now[name].all === 0) return '–';
      return former[name].all === 0 ? percent(now[name]) : `${percent(now[name])} (${percent(former[name])})`;
    });
    return `| ${[TITLES[name], ...cells].join(' | ')} |`;
  });
  return [`| of 100 intervals | ${titles.join(' | ')} |`, `| --- |${' --- |'.repeat(titles.length)}`, ...lines].join(
    '\n',
  );
}

function percent({ covered, all }: Coverage): string {
  return ((100 * covered) / all).toFixed(1);
}

const TITLES: Readonly<Record<FigureName, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  balancedTestAccuracy: 'accuracy on a balanced set',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  rocAuc: 'ROC AUC',
  averagePrecision: 'average precision',
  logLoss: 'log loss',
  brierScore: 'Brier score',
  calibrationError: 'calibration error',
  capturedByTop10: 'found in top 10 %',
  capturedByTop20: 'found in top 20 %',
};
