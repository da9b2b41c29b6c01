/**
 * Several seeds in place of one: how much the figures of a training depend on luck, and on which. A split decides which
 * rows train, validate and test, and which are left out by balancing; a start decides the first weights, the order of the
 * rows in batches, and what else is drawn while training. Each split is trained from two starts (the last of an odd number
 * from three), so what differs within a split is the start's, and the rest is the split's.
 */
import type { Schema } from '../../data/schema.ts';
import type { Table } from '../../data/table.ts';
import { mean, variance } from '../../evaluation/resampling/corrected-t.ts';
import {
  FOLD_FIGURE_NAMES,
  foldFigures,
  type FoldFigureName,
  type FoldFigures,
} from '../../evaluation/resampling/fold-figures.ts';
import { varianceComponents, type VarianceComponents } from '../../evaluation/resampling/variance-components.ts';
import type { Classifier } from '../../model/classifier.ts';
import { FarRowError } from '../../model/score-error.ts';
import { prepare } from '../../preprocessing/prepare.ts';
import type { PrepareOptions } from '../../preprocessing/preparation-options.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { classifierPredictions } from '../baselines/baselines.ts';
import type { Callback } from '../callback.ts';
import { fitClassifier } from '../train-classifier.ts';
import { requireTrainable } from '../trainable.ts';
import type { TrainingOptions } from '../training-options.ts';

/** The seeds of one training. */
export interface SeedPair {
  readonly split: string;
  readonly start: string;
}

/**
 * A start for each seed, a split for each second one. The first pair is the given seed twice: the training that is done
 * without more seeds. Of a whole number the next ones count on: each second training is what that seed alone would give.
 *
 * @param count at least 4
 */
export function seedPairs(seed: string, count: number): SeedPair[] {
  const splits = Math.floor(count / 2);
  return Array.from({ length: count }, (_, index) => {
    const split = Math.min(Math.floor(index / 2), splits - 1);
    return { split: nextSeed(seed, 2 * split), start: nextSeed(seed, index) };
  });
}

function nextSeed(seed: string, steps: number): string {
  if (steps === 0) return seed;
  const next = Number(seed) + steps;
  return /^\d+$/.test(seed) && Number.isSafeInteger(next) ? String(next) : `${seed} ${steps + 1}`;
}

/** What all trainings share. */
export interface SeededTraining {
  readonly table: Table;
  readonly schema: Schema;
  readonly options: PrepareOptions;
  readonly training: TrainingOptions;
  /** What errors call the table. */
  readonly file: string;
}

/** The figures of one training on its test rows. @throws as `prepare` and `fitClassifier` do. */
export async function seedFigures(
  { table, schema, options, training, file }: SeededTraining,
  { split, start }: SeedPair,
  callbacks: readonly Callback[] = [],
): Promise<FoldFigures> {
  const data = prepare(table, schema, { ...options, seed: split }, file);
  requireTrainable(data, training, file);
  const { classifier } = await fitClassifier(data, { ...training, seed: start }, callbacks);
  try {
    return testFigures(classifier, data);
  } catch (error) {
    throw error instanceof FarRowError ? error.at(file, table.lines?.at(data.rows.test[error.row]!)) : error;
  }
}

/** The figures of a model on its test rows. */
export function testFigures(classifier: Classifier, { test, heldOutMix }: PreparedData): FoldFigures {
  const { probabilities } = classifierPredictions('the training', classifier, test, heldOutMix);
  return foldFigures(test.targets, probabilities, classifier.classes.length);
}

export interface SeedSpread extends VarianceComponents {
  readonly mean: number;
  /** The standard deviation over all trainings. */
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface SeededFigures extends SeedPair {
  readonly figures: FoldFigures;
}

export interface SeedsReport {
  readonly splits: number;
  /** Null for a figure that a training doesn't have. */
  readonly spread: Readonly<Record<FoldFigureName, SeedSpread | null>>;
  readonly trainings: readonly SeededFigures[];
}

export function seedsReport(trainings: readonly SeededFigures[]): SeedsReport {
  const splits = new Set(trainings.map(({ split }) => split));
  const spread = FOLD_FIGURE_NAMES.map((name) => {
    const groups = Array.from(splits, (split) =>
      trainings.flatMap((one) => (one.split === split ? (one.figures[name] ?? []) : [])),
    );
    return [name, groups.flat().length < trainings.length ? null : spreadOf(groups)] as const;
  });
  return { splits: splits.size, spread: Object.fromEntries(spread) as SeedsReport['spread'], trainings };
}

function spreadOf(groups: readonly (readonly number[])[]): SeedSpread {
  const all = groups.flat();
  return {
    mean: mean(all),
    deviation: Math.sqrt(variance(all)),
    lowest: Math.min(...all),
    highest: Math.max(...all),
    ...varianceComponents(groups),
  };
}
