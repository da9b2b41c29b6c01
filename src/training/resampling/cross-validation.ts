/**
 * What the folds of a cross-validation say together: each figure is the mean of the folds' figures, not one figure of all
 * predictions in a heap, because models of different folds rank their rows on scales of their own (Forman & Scholz 2010).
 */
import type { Interval } from '../../evaluation/intervals/share-interval.ts';
import { mean, repeatedInterval, variance } from '../../evaluation/resampling/corrected-t.ts';
import {
  FOLD_FIGURE_NAMES,
  FOLD_FIGURES,
  foldFigures,
  type FoldFigureName,
  type FoldFigures,
} from '../../evaluation/resampling/fold-figures.ts';
import { classCounts } from '../../preprocessing/dataset.ts';
import type { FoldedTable } from '../../preprocessing/prepare-folds.ts';
import { positiveOf, type Positive } from '../../preprocessing/positive-class.ts';
import type { FoldKind } from '../../preprocessing/rows/fold-plan.ts';
import type { FoldPredictions } from './predict-fold.ts';

export interface CrossValidatedFigure {
  /** The mean over the folds that have it; null where none has. */
  readonly value: number | null;
  /**
   * 95 %, of the expected figure of a model trained this way on another sample of as many rows as a fold learns from:
   * `repeatedInterval`, cut to the range of the figure. Null where a repeat has it in fewer than two folds.
   */
  readonly interval: Interval | null;
  /** The standard deviation over the folds of a repeat (the root of the mean variance of the repeats). */
  readonly deviation: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** How many folds have it, of folds × repeats. */
  readonly folds: number;
}

/** One fold, as it is told. */
export interface FoldResult extends Omit<FoldPredictions, 'probabilities'> {
  /** Both from 1. */
  readonly repeat: number;
  readonly fold: number;
  readonly seed: string;
  readonly figures: FoldFigures;
}

export interface CrossValidation extends Positive {
  readonly folds: number;
  readonly repeats: number;
  readonly kind: FoldKind;
  /** The names of the k classes. */
  readonly classes: readonly string[];
  readonly rows: {
    /** Rows in all folds, and of each class [k]. */
    readonly all: number;
    readonly perClass: readonly number[];
    /** The mean number that a fold's model learns from, validation included. */
    readonly learned: number;
  };
  /** Rows that are judged for each that is learned from, n₂/n₁: 1/(folds − 1), but for folds forward in time. */
  readonly testPerTraining: number;
  readonly figures: Readonly<Record<FoldFigureName, CrossValidatedFigure>>;
  readonly results: readonly FoldResult[];
}

/** The result of one fold. @param index its place in the plan */
export function foldResult(folded: FoldedTable, index: number, predictions: FoldPredictions): FoldResult {
  const { labels, plan } = folded;
  const { repeat, fold, seed, test } = plan[index]!;
  const { probabilities, rows, bestEpoch } = predictions;
  const targets = test.map((row) => labels.targets[row]!);
  const figures = foldFigures(targets, probabilities, labels.classes.length);
  return { repeat, fold, seed, rows, bestEpoch, figures };
}

/** @param results of all folds, in the order of the plan */
export function crossValidation(folded: FoldedTable, results: readonly FoldResult[]): CrossValidation {
  const { folds, repeats, kind, labels, rows, plan } = folded;
  const learned = mean(plan.map(({ rest }) => rest.length));
  const testPerTraining = mean(plan.map(({ test }) => test.length)) / learned;
  const targets = rows.map((row) => labels.targets[row]!);
  const perClass = classCounts(targets, labels.classes.length);
  const figures = FOLD_FIGURE_NAMES.map((name) => [name, crossValidatedFigure(name, folded, results, testPerTraining)]);
  return {
    folds,
    repeats,
    kind,
    classes: labels.classes,
    ...positiveOf(labels),
    rows: { all: rows.length, perClass, learned: Math.round(learned) },
    testPerTraining,
    figures: Object.fromEntries(figures) as CrossValidation['figures'],
    results,
  };
}

function crossValidatedFigure(
  name: FoldFigureName,
  { repeats }: FoldedTable,
  results: readonly FoldResult[],
  testPerTraining: number,
): CrossValidatedFigure {
  const ofRepeats = Array.from({ length: repeats }, (_, index) =>
    results.flatMap(({ repeat, figures }) => (repeat === index + 1 ? (figures[name] ?? []) : [])),
  );
  const all = ofRepeats.flat();
  const hasSpread = ofRepeats.every((figures) => figures.length >= 2);
  return {
    value: all.length === 0 ? null : mean(all),
    interval: hasSpread ? within(FOLD_FIGURES[name], repeatedInterval(ofRepeats, testPerTraining)) : null,
    deviation: hasSpread ? Math.sqrt(mean(ofRepeats.map(variance))) : null,
    lowest: all.length === 0 ? null : Math.min(...all),
    highest: all.length === 0 ? null : Math.max(...all),
    folds: all.length,
  };
}

function within([least, most]: readonly [number, number], { low, high }: Interval): Interval {
  return { low: Math.max(low, least), high: Math.min(high, most) };
}
