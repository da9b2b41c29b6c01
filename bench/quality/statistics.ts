/**
 * What many sets say together of two methods: the mean of the sets' differences with its interval, and mean ranks.
 */
import { correctedMean, mean, variance } from '../../src/evaluation/resampling/corrected-t.ts';
import { studentQuantile } from '../../src/evaluation/resampling/student-t.ts';

export interface PairedDifference {
  readonly mean: number;
  /** Ends of the interval of the mean; infinite for a single set. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** In how many sets the difference is above 0. */
  readonly above: number;
}

/**
 * The mean of paired differences, one of each set, with Student's interval: mean ± t·s/√n, n − 1 degrees of freedom. Sets
 * are taken as drawn from those that the methods will meet.
 *
 * @param differences [n], at least one
 */
export function pairedDifference(differences: readonly number[], level = 0.95): PairedDifference {
  const count = differences.length;
  if (count === 0) throw new RangeError('pairedDifference: no differences');
  const centre = mean(differences);
  const half =
    count === 1 ? Infinity : studentQuantile(1 - level, count - 1) * Math.sqrt(variance(differences) / count);
  const above = differences.filter((difference) => difference > 0).length;
  return { mean: centre, low: centre - half, high: centre + half, count, above };
}

/**
 * The half-width of the interval of a mean difference on sets that are given, over other splits of their rows: the
 * corrected resampled t of one mean over the sets for each split (Nadeau & Bengio 2003; src/evaluation/resampling).
 *
 * @param bySplit the mean over the sets of each split
 * @param testPerTraining the rows of a test part over those of a training part
 * @returns null for fewer than two splits
 */
export function halfWidthOnTheseSets(bySplit: readonly number[], testPerTraining: number, level = 0.95): number | null {
  if (bySplit.length < 2) return null;
  const { standardError, degreesOfFreedom } = correctedMean(bySplit, testPerTraining);
  return standardError * studentQuantile(1 - level, degreesOfFreedom);
}

/** Ranks of values, the highest first, from 1; equal ones share the mean of their places. */
export function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    if (Number.isNaN(value)) throw new RangeError('ranksOf: a value is NaN');
    const higher = values.filter((other) => other > value).length;
    const equal = values.filter((other) => other === value).length;
    return higher + (equal + 1) / 2;
  });
}

/**
 * The mean rank of each method.
 *
 * @param rows the methods' figures on each set [sets][methods], higher is better
 */
export function meanRanks(rows: readonly (readonly number[])[]): number[] {
  const ranks = rows.map(ranksOf);
  return rows[0]!.map((_, method) => mean(ranks.map((row) => row[method]!)));
}
