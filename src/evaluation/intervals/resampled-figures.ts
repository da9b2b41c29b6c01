/**
 * The 95 % intervals of figures whose variance resamples tell.
 *
 * The middle 95 % of the resamples (the percentile interval) are too narrow if rows are few, and lie to one side of a
 * figure near its bounds. So the resamples give the variance alone. A share then has the interval of as many rows as
 * would give a share that variance (Korn & Graubard 1998), a loss that of its logarithm. Few rows of a class tell even
 * the variance badly, for which Student's t makes up.
 */
import { variance } from '../resampling/corrected-t.ts';
import { studentQuantile } from '../resampling/student-t.ts';
import { shareInterval, type Interval } from './share-interval.ts';

/** How many standard errors an interval reaches: Student's t with one degree of freedom less than rows, at least one. */
export function standardErrors(rows: number): number {
  return studentQuantile(0.05, Math.max(rows - 1, 1));
}

/**
 * The interval of a share that is no plain quotient of counts: an AUC, an average precision, a gain.
 *
 * @param resamples the share on each resample
 * @param rows that it is a share of: the interval of 0 or 1 is that of none or all of them
 * @param reach standard errors to each side, as `standardErrors` gives them
 */
export function resampledShareInterval(
  share: number,
  resamples: readonly number[] | null,
  rows: number,
  reach: number,
): Interval | null {
  if (resamples === null || resamples.length < 2) return null;
  // Rounding can put a share a hair above 1.
  if (share <= 0 || share >= 1) return shareInterval(share <= 0 ? 0 : rows, rows, reach);
  const spread = variance(resamples);
  if (spread === 0) return { low: share, high: share };
  const effectiveRows = (share * (1 - share)) / spread;
  return shareInterval(share * effectiveRows, effectiveRows, reach);
}

/**
 * The interval of a gain: the share of all positive rows that a cut holds. Of equal scores across the cut a part counts.
 * If less than half a row is left outside, none is: a share so near 1 has no variance of its own that resamples, in which
 * whole rows are outside, could be held to.
 */
export function resampledGainInterval(
  gain: number,
  resamples: readonly number[] | null,
  positives: number,
  reach: number,
): Interval | null {
  return resampledShareInterval((1 - gain) * positives < 0.5 ? 1 : gain, resamples, positives, reach);
}

/**
 * The interval of a mean loss above 0, symmetric in its logarithm. Null if some resample has no loss at all: so few rows
 * have any that nothing is known of how large it can be; and if they differ by so many powers of ten that no number says
 * how far it reaches.
 *
 * @param reach standard errors to each side, as `standardErrors` gives them
 */
export function resampledLossInterval(
  loss: number,
  resamples: readonly number[] | null,
  reach: number,
): Interval | null {
  if (resamples === null || resamples.length < 2 || !resamples.every((one) => one > 0)) return null;
  const factor = Math.exp(reach * Math.sqrt(variance(resamples.map(Math.log))));
  return factor < Infinity ? { low: loss / factor, high: loss * factor } : null;
}
