/**
 * How often the interval of an importance holds the truth: networks are trained on few customers of the generator, with
 * two columns of noise beside their own, and each is asked for the importance of its columns on few others. Of noise the
 * truth is 0, whatever the network made of it; of the other columns it is the importance over many more customers.
 */
import { numbers, type Table } from '../../src/data/table.ts';
import type { Interval } from '../../src/evaluation/intervals/share-interval.ts';
import { correctedMean } from '../../src/evaluation/resampling/corrected-t.ts';
import { studentQuantile } from '../../src/evaluation/resampling/student-t.ts';
import { permutationImportance, type ColumnGroup } from '../../src/explain/importance/permutation-importance.ts';
import { inputColumns } from '../../src/explain/input-columns.ts';
import { rowLoss, type RowFunction } from '../../src/explain/row-functions.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import type { Dataset } from '../../src/preprocessing/dataset.ts';
import { createRandom, type Random } from '../../src/random.ts';
import { gatherRows } from '../../src/tensor/operations.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { fitClassifier } from '../../src/training/train-classifier.ts';
import { drawPopulation, drawTraining, type Population } from './population.ts';

export interface ImportanceJob {
  readonly seed: string;
  /** Networks that are trained and asked. */
  readonly networks: number;
  /** Customers of the population. */
  readonly population: number;
}

export const IMPORTANCE_JOB: ImportanceJob = { seed: 'importance', networks: 200, population: 40_000 };

const LEARNED = { train: 500, validation: 100 };
const ASKED = 500;
const NOISE = ['noise', 'coarse noise'];

interface Method {
  readonly title: string;
  readonly intervalOf: (asked: Asked, group: ColumnGroup) => Interval;
}

const METHODS: readonly Method[] = [
  { title: 'over rows, 2 shuffles', intervalOf: (asked, group) => importanceOf(asked, group, 2).interval! },
  { title: 'over rows, 5 shuffles', intervalOf: (asked, group) => importanceOf(asked, group, 5).interval! },
  { title: 'what rows lend left out', intervalOf: (asked, group) => asBorrowers(asked, group, 5) },
  { title: 'over 5 shuffles', intervalOf: (asked, group) => overShuffles(asked, group, 5) },
  { title: 'over 20 shuffles', intervalOf: (asked, group) => overShuffles(asked, group, 20) },
];

/** A network, and rows that it hasn't learned from. */
interface Asked {
  readonly classifier: Classifier;
  readonly rows: Dataset;
  readonly seed: string;
  /** Is shown the losses of all rows, as they are and then of each shuffle. */
  readonly watch?: (losses: Float64Array) => void;
}

function importanceOf({ classifier, rows, seed, watch }: Asked, group: ColumnGroup, shuffles: number, draw = 0) {
  const lossOf = rowLoss(classifier, rows.targets, 'natural');
  const loss: RowFunction = (inputs) => {
    const losses = lossOf(inputs);
    watch?.(losses);
    return losses;
  };
  const random = createRandom(seed, `shuffles ${draw}`);
  return permutationImportance({ loss, inputs: rows.inputs, groups: [group], shuffles, random }).columns[0]!;
}

/** Student's t of what each row's own loss rises by, over so many shuffles. */
function asBorrowers(asked: Asked, group: ColumnGroup, shuffles: number): Interval {
  const seen: Float64Array[] = [];
  importanceOf({ ...asked, watch: (losses) => seen.push(losses) }, group, shuffles);
  const [before, ...after] = seen as [Float64Array, ...Float64Array[]];
  return aroundMean(
    Array.from(before, (loss, row) => after.reduce((sum, losses) => sum + losses[row]!, 0) / shuffles - loss),
  );
}

/** Student's t of the increases by so many shuffles of all rows. */
function overShuffles(asked: Asked, group: ColumnGroup, shuffles: number): Interval {
  return aroundMean(Array.from({ length: shuffles }, (_, draw) => importanceOf(asked, group, 1, draw).increase));
}

function aroundMean(figures: readonly number[]): Interval {
  const { mean, standardError, degreesOfFreedom } = correctedMean(figures, 0);
  const half = studentQuantile(0.05, degreesOfFreedom) * standardError;
  return { low: mean - half, high: mean + half };
}

/** The table of docs/coverage.md. */
export async function importanceCoverage(
  { seed, networks, population: customers }: ImportanceJob,
  progress: (text: string) => void = () => {},
): Promise<string> {
  const population = withNoise(
    await drawPopulation({ seed, rows: customers, target: 'bought_again' }),
    createRandom(seed, 'noise'),
  );
  const covered = new Map<string, number[]>();
  const importance = new Map<string, number>();
  for (let network = 1; network <= networks; network++) {
    progress(`network ${network} of ${networks}`);
    const own = `${seed} ${network}`;
    const data = drawTraining(population, own, LEARNED);
    const { classifier } = await fitClassifier(data, { seed: own, patience: 10 });
    const { test } = data;
    const few = drawRows(test, createRandom(own, 'asked'));
    for (const group of lone(classifier)) {
      const [name] = group.columns as [string];
      const truth = NOISE.includes(name) ? 0 : importanceOf({ classifier, rows: test, seed: own }, group, 1).increase;
      const hits = METHODS.map(({ intervalOf }) => {
        const { low, high } = intervalOf({ classifier, rows: few, seed: own }, group);
        return Number(low <= truth && truth <= high);
      });
      covered.set(
        name,
        hits.map((hit, method) => hit + (covered.get(name)?.[method] ?? 0)),
      );
      importance.set(name, truth + (importance.get(name) ?? 0));
    }
  }
  const rows = [...covered].map(([name, hits]) => {
    const cells = hits.map((hit) => ((100 * hit) / networks).toFixed(1));
    return `| ${[name, (importance.get(name)! / networks).toFixed(3), ...cells].join(' | ')} |`;
  });
  return [
    `${networks} networks of ${LEARNED.train} customers, each asked on ${ASKED} others.`,
    '',
    `| of 100 intervals hold the truth | mean truth | ${METHODS.map(({ title }) => title).join(' | ')} |`,
    `| --- |${' --: |'.repeat(METHODS.length + 1)}`,
    ...rows,
  ].join('\n');
}

/** The same customers with two columns that tell nothing: one of distinct numbers, one of the numbers 0 to 4. */
function withNoise(population: Population, random: Random): Population {
  const draw = (next: () => number) => Float64Array.from({ length: population.table.rowCount }, next);
  const noise = [draw(() => random.next()), draw(() => random.integer(5))];
  const table: Table = {
    ...population.table,
    columns: [...population.table.columns, ...NOISE.map((name, i) => numbers(name, noise[i]!, 'number'))],
  };
  return {
    ...population,
    table,
    schema: { ...population.schema, features: [...population.schema.features, ...NOISE] },
  };
}

/** Each column by itself. */
function lone(classifier: Classifier): ColumnGroup[] {
  const { names, starts } = inputColumns(classifier);
  return names.map((name, j) => ({ columns: [name], ranges: [{ start: starts[j]!, end: starts[j + 1]! }] }));
}

/** With replacement, so that the truth is exact. */
function drawRows({ inputs, targets }: Dataset, random: Random): Dataset {
  const rows = Int32Array.from({ length: ASKED }, () => random.integer(targets.length));
  const drawn = Tensor.zeros(ASKED, inputs.columns);
  gatherRows(inputs, rows, drawn);
  return { inputs: drawn, targets: rows.map((row) => targets[row]!) };
}
