/**
 * Trials from the best to the worst, and how much of the best one's figure is luck.
 */
import { FIGURES, type Figure } from './figures.ts';
import type { Trial } from './trial.ts';

/** The best first; equal ones by their number. What diverged, or has no such figure, comes last. */
export function rankTrials(trials: readonly Trial[], figure: Figure): Trial[] {
  return trials.toSorted((a, b) => worth(a, figure) - worth(b, figure) || a.index - b.index);
}

/** Smaller is better. Only finite numbers: a difference of infinities would be in no order. */
function worth({ validation }: Trial, figure: Figure): number {
  const value = validation?.[figure] ?? null;
  return value === null ? Number.MAX_VALUE : asLoss(figure, value);
}

function asLoss(figure: Figure, value: number): number {
  return FIGURES[figure].isLoss ? value : -value;
}

/**
 * How much better the best trial's figure looks than it is, because it was chosen by it: each tenth of the validation rows
 * judges the trial that is best on the other nine, and the mean of these ten verdicts is held against the best mean of
 * all. (Tibshirani & Tibshirani, Annals of Applied Statistics 3, 2009, compare the two for folds; here no tenth judges a
 * trial that it helped to choose.)
 *
 * @returns null where a trial lacks the figure in a tenth, or nothing can be compared
 */
export function expectedOptimism(trials: readonly Trial[], figure: Figure): number | null {
  const candidates = trials.flatMap(({ validation }) => (validation === null ? [] : [validation.tenths[figure]]));
  const losses = candidates.map((tenths) => tenths.map((value) => (value === null ? NaN : asLoss(figure, value))));
  if (losses.length === 0 || losses.some((tenths) => tenths.some(Number.isNaN))) return null;
  const count = losses[0]!.length;
  const totals = losses.map(sum);
  let judged = 0;
  for (let tenth = 0; tenth < count; tenth++) {
    const rest = totals.map((total, k) => total - losses[k]![tenth]!);
    judged += losses[rest.indexOf(least(rest))]![tenth]!;
  }
  return (judged - least(totals)) / count;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const least = (values: readonly number[]): number => values.reduce((smallest, value) => Math.min(smallest, value));
