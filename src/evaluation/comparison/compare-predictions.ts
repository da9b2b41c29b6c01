/**
 * Several predictions of the same rows, side by side: the best first, and of each two which is better.
 */
import { requireArgument, requireClasses, requireProperties } from '../../argument-checks.ts';
import { completeOptions } from '../../options/check-options.ts';
import { randomFrom, type RandomOptions } from '../../random.ts';
import type { Predictions } from '../judgement.ts';
import { byFigure, COMPARED_FIGURES, type ComparedFigureName, type FigureValues } from './compared-figures.ts';
import { COMPARISON_OPTIONS, type ComparisonOptions, type GivenComparisonOptions } from './comparison-options.ts';
import { judgeDifference, NO_DIFFERENCE, type Difference, type Estimates } from './difference.ts';
import { measureFolds, type RepeatedFolds } from './fold-differences.ts';
import { holmAdjusted } from './holm.ts';
import { measureRows } from './row-differences.ts';

export interface RankedCandidate {
  readonly name: string;
  readonly figures: FigureValues;
}

/**
 * - `better`: the first is, by the figure that decides; its p-value after Holm is below 0.05.
 * - `equal`: not so, and with a probability of at least 0.95 they differ by no more than the rope.
 * - `undecided`: neither.
 * - `same predictions`: to the last bit.
 */
type Verdict = 'better' | 'equal' | 'undecided' | 'same predictions';

export interface ComparedDifference extends Difference {
  /** The p-value among those of all pairs, after Holm. */
  readonly adjustedPValue: number;
}

/** Two of the candidates, the better one first. */
export interface ComparedPair {
  readonly first: string;
  readonly second: string;
  /** Their places in the ranking, from 1. */
  readonly places: readonly [first: number, second: number];
  readonly verdict: Verdict;
  /** First − second; null for a figure without meaning here. */
  readonly figures: Readonly<Record<ComparedFigureName, ComparedDifference | null>>;
}

export interface Comparison extends ComparisonOptions {
  /** What the differences are over: rows speak of these models, folds of these ways to train. */
  readonly over: 'rows' | 'folds';
  /** Best first, by the figure that decides. */
  readonly ranking: readonly RankedCandidate[];
  /** Each two of them, in the order of the ranking. */
  readonly pairs: readonly ComparedPair[];
}

export interface CompareOptions extends GivenComparisonOptions, RandomOptions {
  /** Where the predictions are those of a cross-validation. */
  readonly folds?: RepeatedFolds;
}

/** A finding is one that chance brings about in fewer than 5 of 100 comparisons of equals. */
const LEVEL = 0.05;

/**
 * Compares predictions of the same rows. Without `folds` the differences are over the rows, and speak of these models;
 * with them they are over the folds, and speak of the ways in which the models were trained.
 *
 * @example
 * import { comparePredictions } from 'glassnet';
 *
 * const targets = Int32Array.from({ length: 200 }, (_, row) => Number(row % 3 === 0));
 * const candidates = [0.7, 0.9].map((sure) => {
 *   const ones = Array.from(targets, (target) => (target === 1 ? sure : 1 - sure));
 *   const probabilities = Float64Array.from(ones.flatMap((one) => [1 - one, one]));
 *   return { name: `${sure} sure`, predictions: targets, probabilities };
 * });
 * const [pair] = comparePredictions(candidates, targets, { seed: 1 }).pairs;
 * console.log(pair?.first, pair?.verdict, pair?.figures.logLoss?.difference.toFixed(3)); // → 0.9 sure better -0.251
 *
 * @param candidates class probabilities [n, k] and predicted classes [n]
 * @param targets class numbers [n]
 * @throws RangeError for fewer than two candidates, fewer than two rows, or lists that don't fit each other; UsageError
 *   as `completeOptions` does.
 */
export function comparePredictions(
  candidates: readonly Predictions[],
  targets: Int32Array,
  given: CompareOptions,
): Comparison {
  const { folds, seed, random, ...others } = given ?? {};
  const options: ComparisonOptions = completeOptions(COMPARISON_OPTIONS, others, 'comparePredictions');
  const classCount = requireComparable(candidates, targets);
  const measured =
    folds === undefined
      ? measureRows(candidates, targets, classCount, randomFrom({ seed, random }, 'bootstrap'))
      : measureFolds(candidates, targets, classCount, folds);
  const order = bestFirst(measured.values, options.rankBy);
  const pairs = placesOfPairs(order.length).map((places) => {
    const [first, second] = places.map((place) => order[place - 1]!) as [number, number];
    const isSame = samePredictions(candidates[first]!, candidates[second]!);
    const differences = judgePair(measured.estimates(first, second), isSame, options.rope);
    return { first: candidates[first]!.name, second: candidates[second]!.name, places, isSame, differences };
  });
  const adjusted = byFigure((name) => holmAdjusted(pairs.map(({ differences }) => differences[name]?.pValue ?? 1)));
  return {
    ...options,
    over: folds === undefined ? 'rows' : 'folds',
    ranking: order.map((index) => ({ name: candidates[index]!.name, figures: measured.values[index]! })),
    pairs: pairs.map(({ first, second, places, isSame, differences }, pair) => {
      const figures = byFigure((name) => {
        return differences[name] && { ...differences[name], adjustedPValue: adjusted[name][pair]! };
      });
      const verdict = isSame ? 'same predictions' : verdictOf(figures[options.rankBy]);
      return { first, second, places, verdict, figures };
    }),
  };
}

/** Each two of the places from 1, the better one first. */
function placesOfPairs(count: number): [number, number][] {
  const places = Array.from({ length: count }, (_, index) => index + 1);
  return places.flatMap((first) => places.slice(first).map((second): [number, number] => [first, second]));
}

/** The numbers of the candidates. */
function bestFirst(values: readonly FigureValues[], rankBy: ComparedFigureName): number[] {
  const { sign } = COMPARED_FIGURES[rankBy];
  const decisive = values.map((figures) => {
    const value = figures[rankBy];
    requireArgument(value !== null, 'comparePredictions', 'rankBy', rankBy, 'a figure that these rows have');
    return sign * value!;
  });
  return decisive.map((_, index) => index).toSorted((a, b) => decisive[b]! - decisive[a]!);
}

function judgePair(estimates: Estimates, isSame: boolean, rope: number) {
  return byFigure((name): Difference | null => {
    const estimate = estimates[name];
    if (estimate === null) return null;
    return judgeDifference(isSame ? { ...estimate, ...NO_DIFFERENCE } : estimate, COMPARED_FIGURES[name].sign, rope);
  });
}

function verdictOf(decisive: ComparedDifference | null): Verdict {
  if (decisive === null) return 'undecided';
  if (decisive.adjustedPValue < LEVEL) return 'better';
  return decisive.same >= 1 - LEVEL ? 'equal' : 'undecided';
}

function samePredictions(a: Predictions, b: Predictions): boolean {
  const areSame = (left: ArrayLike<number>, right: ArrayLike<number>) =>
    Array.prototype.every.call(left, (value, index) => value === right[index]);
  return areSame(a.predictions, b.predictions) && areSame(a.probabilities, b.probabilities);
}

/** @returns the number of classes */
function requireComparable(candidates: readonly Predictions[], targets: Int32Array): number {
  const where = 'comparePredictions';
  const areTwo = Array.isArray(candidates) && candidates.length >= 2;
  requireArgument(areTwo, where, 'candidates', candidates, 'a list of at least two predictions');
  const areRows = targets instanceof Int32Array && targets.length >= 2;
  requireArgument(areRows, where, 'targets', targets, 'class numbers of at least two rows');
  for (const one of candidates) requireProperties(where, 'a candidate', one, 'name', 'predictions', 'probabilities');
  const classCount = candidates[0]!.probabilities.length / targets.length;
  const areClasses = Number.isInteger(classCount) && classCount >= 2;
  requireArgument(areClasses, where, 'the number of classes', classCount, 'a probability of each class for each row');
  requireClasses(`${where}: targets`, targets, classCount);
  for (const { predictions, probabilities } of candidates) {
    requireClasses(`${where}: predictions`, predictions, classCount);
    const [rows, numbers] = [predictions.length, probabilities.length];
    const holds =
      rows === targets.length &&
      numbers === rows * classCount &&
      Array.prototype.every.call(probabilities, Number.isFinite);
    const expected = `${targets.length} predictions, ${targets.length * classCount} finite probabilities`;
    requireArgument(holds, where, 'a candidate', [rows, numbers], expected);
  }
  return classCount;
}
