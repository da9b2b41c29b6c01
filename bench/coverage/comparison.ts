/**
 * How often the intervals of `compare` hold the truth. Over rows the truth is the difference of the very two networks over
 * 20,000 customers that neither has seen. Over folds it is the mean difference of many pairs, each trained on other
 * customers, as many as a fold leaves.
 */
import { byFigure, COMPARED_FIGURES, COMPARED_NAMES } from '../../src/evaluation/comparison/compared-figures.ts';
import type { ComparedFigureName, FigureValues } from '../../src/evaluation/comparison/compared-figures.ts';
import { comparePredictions, type CompareOptions } from '../../src/evaluation/comparison/compare-predictions.ts';
import { figureValues } from '../../src/evaluation/comparison/figure-values.ts';
import type { RepeatedFolds } from '../../src/evaluation/comparison/fold-differences.ts';
import type { Predictions } from '../../src/evaluation/judgement.ts';
import { mean } from '../../src/evaluation/resampling/corrected-t.ts';
import { planFolds } from '../../src/preprocessing/rows/fold-plan.ts';
import { createRandom, type Random } from '../../src/random.ts';
import { forRows, joined, NetworkPairs } from './network-pairs.ts';
import { drawPopulation, type Population } from './population.ts';

export interface ComparisonJob {
  readonly seed: string;
  /** Customers of the population. */
  readonly population: number;
  /** Pairs of networks that are compared over rows, and sets of rows for each of them. */
  readonly pairs: number;
  readonly sets: number;
  /** Samples that are cross-validated, and pairs of networks behind the truth. */
  readonly samples: number;
  readonly truths: number;
}

export const COMPARISON_JOB: ComparisonJob = {
  seed: 'coverage of compare',
  population: 500_000,
  pairs: 50,
  sets: 10,
  samples: 120,
  truths: 200,
};

/** The numbers of rows to compare on. */
const ROWS = [300, 1400] as const;
/** Customers that the truth over rows is measured on, and that networks compared over rows learn from. */
const JUDGED = 20_000;
const LEARNED = 2_700;
/** Rows of a sample, and its folds. */
const SAMPLE = 1_000;
const FOLDS = { folds: 5, repeats: 2 };

/** A column of the table: how many of its intervals held the truth. */
class Column {
  readonly title: string;
  readonly #held = byFigure(() => 0);
  readonly #all = byFigure(() => 0);

  constructor(title: string) {
    this.title = title;
  }

  /** @param truth first − second of the candidates as they are given */
  add(candidates: readonly Predictions[], targets: Int32Array, options: CompareOptions, truth: FigureValues): void {
    const { first, figures } = comparePredictions(candidates, targets, options).pairs[0]!;
    const sign = first === candidates[0]!.name ? 1 : -1;
    for (const name of COMPARED_NAMES) {
      const interval = figures[name]?.interval;
      if (interval === undefined) continue;
      const value = sign * truth[name]!;
      this.#all[name]++;
      if (interval.low <= value && value <= interval.high) this.#held[name]++;
    }
  }

  /** In per cent. */
  cell(name: ComparedFigureName): string {
    return ((100 * this.#held[name]) / this.#all[name]).toFixed(1);
  }
}

/** The table, as Markdown. */
export async function comparisonCoverage(
  job: ComparisonJob,
  progress: (text: string) => void = () => {},
): Promise<string> {
  const population = await drawPopulation({ seed: job.seed, rows: job.population, target: 'bought_again' });
  const pairs = new NetworkPairs(population, job.seed);
  const rows = await overRows(job, pairs, population, progress);
  const folds = await overFolds(job, pairs, population, progress);
  return render([...rows, ...folds], job);
}

async function overRows(
  { seed, pairs: count, sets }: ComparisonJob,
  pairs: NetworkPairs,
  { pool, truth }: Population,
  progress: (text: string) => void,
): Promise<Column[]> {
  const columns = ROWS.map((rows) => new Column(`${rows.toLocaleString('en')} rows`));
  const random = createRandom(seed, 'rows');
  for (let pair = 0; pair < count; pair++) {
    progress(`rows: pair ${pair + 1} of ${count}`);
    const test = some(truth, JUDGED, random);
    const candidates = await pairs.predict(some(pool, LEARNED, random), test, `${seed} ${pair}`);
    const targets = pairs.targets(test);
    const value = difference(candidates, targets);
    for (const [index, rows] of ROWS.entries()) {
      for (let set = 0; set < sets; set++) {
        // With replacement, so that the truth is exact.
        const drawn = Int32Array.from({ length: rows }, () => random.integer(JUDGED));
        const [compared, answers] = [candidates.map((one) => forRows(one, drawn)), drawn.map((row) => targets[row]!)];
        columns[index]!.add(compared, answers, { random }, value);
      }
    }
  }
  return columns;
}

async function overFolds(
  { seed, samples, truths }: ComparisonJob,
  pairs: NetworkPairs,
  { labels, pool, truth }: Population,
  progress: (text: string) => void,
): Promise<Column[]> {
  const random = createRandom(seed, 'truth');
  const differences: FigureValues[] = [];
  for (let pair = 0; pair < truths; pair++) {
    progress(`truth over folds: pair ${pair + 1} of ${truths}`);
    const test = some(truth, JUDGED, random);
    const learned = some(pool, SAMPLE - SAMPLE / FOLDS.folds, random);
    differences.push(difference(await pairs.predict(learned, test, `${seed} ${pair}`), pairs.targets(test)));
  }
  const value = byFigure((name) => mean(differences.map((each) => each[name]!)));
  const [corrected, naive] = [new Column('2 × 5 folds'), new Column('naive')];
  const order = createRandom(seed, 'samples').shuffle(pool.slice());
  for (let sample = 0; sample < samples; sample++) {
    progress(`folds: sample ${sample + 1} of ${samples}`);
    const rows = order.slice(sample * SAMPLE, (sample + 1) * SAMPLE).toSorted();
    const plan = planFolds(rows, labels.targets, 2, null, FOLDS, `${seed} ${sample}`);
    const predicted: Predictions[][] = [];
    for (const { rest, test, seed: own } of plan) predicted.push(await pairs.predict(rest, test, own));
    const candidates = [0, 1].map((index) => joined(predicted.map((both) => both[index]!)));
    const targets = Int32Array.from(plan.flatMap(({ test }) => [...pairs.targets(test)]));
    const folds = {
      repeats: Int32Array.from(plan.flatMap(({ repeat, test }) => Array.from(test, () => repeat - 1))),
      folds: Int32Array.from(plan.flatMap(({ fold, test }) => Array.from(test, () => fold - 1))),
    };
    corrected.add(candidates, targets, { folds }, value);
    naive.add(candidates, targets, { folds: asIndependent(folds) }, value);
  }
  return [corrected, naive];
}

/** All folds of all repeats, as if each were a fold of other rows. */
function asIndependent({ repeats, folds }: RepeatedFolds): RepeatedFolds {
  const each = folds.map((fold, row) => repeats[row]! * FOLDS.folds + fold);
  return { repeats: new Int32Array(repeats.length), folds: each, testPerTraining: 0 };
}

function difference(candidates: readonly Predictions[], targets: Int32Array): FigureValues {
  const [first, second] = candidates.map((one) => figureValues(one, targets, 2));
  return byFigure((name) => first![name]! - second![name]!);
}

/** So many distinct ones of the rows, ascending. */
function some(rows: Int32Array, count: number, random: Random): Int32Array {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(rows[random.integer(rows.length)]!);
  return Int32Array.from(drawn).toSorted();
}

function render(columns: readonly Column[], { pairs, sets, samples }: ComparisonJob): string {
  const lines = COMPARED_NAMES.map((name) => {
    return `| ${[COMPARED_FIGURES[name].title, ...columns.map((column) => column.cell(name))].join(' | ')} |`;
  });
  return [
    `Over rows ${pairs * sets} comparisons of ${pairs} pairs of networks, over folds ${samples} samples of ${SAMPLE.toLocaleString('en')} rows.`,
    '',
    `| of 100 intervals hold the truth | ${columns.map(({ title }) => title).join(' | ')} |`,
    `| --- |${' --: |'.repeat(columns.length)}`,
    ...lines,
  ].join('\n');
}
