/**
 * What the figures of k folds say of the mean figure. Their training sets overlap, so they scatter less than figures of
 * independent training sets would: Nadeau & Bengio (2003, section 3) add n₂/n₁ to 1/k, n₂ and n₁ being the rows of a test
 * and of a training set. The variance of the mean of J figures is then
 *
 *   (1/J + n₂/n₁)·s²,   s² = Σ(xⱼ − x̄)² / (J − 1)
 *
 * and (x̄ − μ)/√that is compared with t of J − 1 degrees of freedom (the corrected resampled t; Bouckaert & Frank 2004 use
 * it for repeated folds).
 */
import { requireArgument } from '../../argument-checks.ts';
import type { Interval } from '../intervals/share-interval.ts';
import { studentQuantile, twoSidedP } from './student-t.ts';

/** A mean of figures with its corrected standard error. */
export interface CorrectedMean {
  readonly mean: number;
  /** √((1/J + n₂/n₁)·s²) */
  readonly standardError: number;
  /** J − 1 */
  readonly degreesOfFreedom: number;
}

export interface CorrectedT extends CorrectedMean {
  /** mean / standardError; ±Infinity, or 0 for a mean of 0, where all figures are alike. */
  readonly t: number;
  /** The two-sided p-value of t, for the hypothesis that the true mean is 0. */
  readonly p: number;
}

/**
 * @param figures of J folds [J], at least 2
 * @param testPerTraining n₂/n₁, 1/(k − 1) for k folds; 0 takes them as independent
 */
export function correctedMean(figures: readonly number[], testPerTraining: number): CorrectedMean {
  const count = figures?.length;
  const holds = Array.isArray(figures) && count >= 2 && figures.every(Number.isFinite);
  requireArgument(holds, 'correctedMean', 'figures', figures, 'at least two finite numbers');
  requireArgument(testPerTraining >= 0, 'correctedMean', 'testPerTraining', testPerTraining, 'a number of at least 0');
  const standardError = Math.sqrt((1 / count + testPerTraining) * variance(figures));
  return { mean: mean(figures), standardError, degreesOfFreedom: count - 1 };
}

/** The corrected resampled t of paired differences, fold by fold (of J of them). */
export function correctedT(differences: readonly number[], testPerTraining: number): CorrectedT {
  const corrected = correctedMean(differences, testPerTraining);
  const t = corrected.mean === 0 ? 0 : corrected.mean / corrected.standardError;
  return { ...corrected, t, p: twoSidedP(t, corrected.degreesOfFreedom) };
}

/**
 * The interval of repeated cross-validation: the mean over all folds of all repeats ± the half-width of ONE k-fold, which
 * is that of each repeat (k − 1 degrees of freedom), averaged. Repeats steady the centre; the training sets of all of them
 * are drawn from the same rows, so they don't narrow the interval. With r·k − 1 degrees of freedom and 1/(r·k) in the
 * variance it covers the truth in 85 to 90 of 100 cases instead of 95 (docs/coverage.md).
 *
 * @param repeats the figures of each repeat's folds [r][k]
 * @param testPerTraining n₂/n₁
 * @param level nominal coverage, between 0 and 1
 */
export function repeatedInterval(
  repeats: readonly (readonly number[])[],
  testPerTraining: number,
  level = 0.95,
): Interval {
  requireArgument(repeats.length > 0, 'repeatedInterval', 'repeats', repeats, 'at least one repeat');
  const halves = repeats.map((figures) => {
    const { standardError, degreesOfFreedom } = correctedMean(figures, testPerTraining);
    return standardError * studentQuantile(1 - level, degreesOfFreedom);
  });
  const [centre, half] = [mean(repeats.flat()), mean(halves)];
  return { low: centre - half, high: centre + half };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** s², of at least two values. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / (values.length - 1);
}
