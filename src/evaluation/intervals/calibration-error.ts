/**
 * The calibration error of a reliability table, without what chance adds to it.
 *
 * What is estimated is the expected calibration error of the model on rows without end, Σ |δ| over the bins, δ being the
 * share of rows that come true less the sum of their probabilities, per row of the whole. What rows show is d = δ +
 * noise, so Σ |d| (Guo, Pleiss, Sun & Weinberger 2017, eq. 3) is too large, by much if they are few: a model without
 * any error shows √(2/π)·Σ σ. Kumar, Liang & Ma 2019 (section 5) take the noise off the squares. Here that is done in
 * each bin, with the root of what is left:
 *
 *   Σ √max(0, d² − σ²)      σ² = count·q·(1 − q) / n²      q = (came true + 1/2) / (count + 1)
 *
 * q has Jeffreys' halves, so that a bin of few rows that all agree isn't taken to be certain.
 */
import type { ReliabilityBin } from '../reliability.ts';
import { foldedNormal } from './folded-normal.ts';
import { Z_95, type Interval } from './share-interval.ts';

/** A bin's difference d, and the standard deviation σ of its noise. */
interface Gap {
  readonly difference: number;
  readonly deviation: number;
}

export interface CalibrationError {
  readonly value: number;
  readonly interval: Interval;
}

/** Null if the table has no rows. */
export function calibrationError(table: readonly ReliabilityBin[]): CalibrationError | null {
  const gaps = gapsOf(table);
  if (gaps.length === 0) return null;
  const value = sum(gaps.map(({ difference: d, deviation: s }) => Math.sqrt(Math.max(0, d * d - s * s))));
  return { value, interval: calibrationInterval(gaps) };
}

function gapsOf(table: readonly ReliabilityBin[]): Gap[] {
  const rows = sum(table.map(({ count }) => count));
  return table.flatMap(({ count, meanProbability, observedShare }) => {
    if (meanProbability === null || observedShare === null) return [];
    const share = (observedShare * count + 0.5) / (count + 1);
    const deviation = Math.sqrt(count * share * (1 - share)) / rows;
    return [{ difference: (count * (observedShare - meanProbability)) / rows, deviation }];
  });
}

/**
 * The errors t = Σ |δ| that could have given the Σ |d| seen, if the noise is normal. How much chance adds depends on how
 * t is spread over the bins. Each end takes the spread that is worst for it, so the interval covers whatever the spread:
 *
 * - Chance adds most if all of t is in the bin with the least noise: the low end is the t with which Σ |d| is exceeded
 *   in 2.5 of 100 samples then.
 * - It adds least if t is spread as the noise is: the high end is the t with which Σ |d| stays below in 2.5 of 100.
 *
 * Both follow from E|δ + noise| being convex in |δ|. A model without error shows an unusually small Σ |d| now and then.
 * The high end is never below that of the usual one, the median, or the luck would be taken for knowledge (Cowan,
 * Cranmer, Gross & Vitells 2011).
 */
function calibrationInterval(gaps: readonly Gap[]): Interval {
  const seen = sum(gaps.map(({ difference }) => Math.abs(difference)));
  const deviations = gaps.map(({ deviation }) => deviation);
  const noise = sum(deviations);
  const least = deviations.indexOf(Math.min(...deviations));
  const spread = deviations.map((deviation) => deviation / noise);
  const concentrated = deviations.map((_, bin) => Number(bin === least));
  const usual = quantile(deviations, spread, 0, 0);
  return {
    low: errorAt(seen, (t) => quantile(deviations, concentrated, t, Z_95)),
    high: Math.min(
      errorAt(Math.max(seen, usual), (t) => quantile(deviations, spread, t, -Z_95)),
      1,
    ),
  };
}

/**
 * A quantile of Σ |d|: the sum of independent folded normals by its first three moments (Cornish & Fisher 1938).
 *
 * @param shares of the error in each bin; they sum to 1
 * @param z the quantile of the standard normal distribution
 */
function quantile(deviations: readonly number[], shares: readonly number[], error: number, z: number): number {
  let [mean, variance, third] = [0, 0, 0];
  for (const [bin, deviation] of deviations.entries()) {
    const moments = foldedNormal((shares[bin]! * error) / deviation);
    mean += deviation * moments.mean;
    variance += deviation ** 2 * moments.variance;
    third += deviation ** 3 * moments.third;
  }
  const skewness = third / variance ** 1.5;
  return mean + Math.sqrt(variance) * (z + ((z * z - 1) * skewness) / 6);
}

/** The t at which a rising function reaches `seen`, to the last bit; 0 if it begins there or above. */
function errorAt(seen: number, quantileAt: (error: number) => number): number {
  if (quantileAt(0) >= seen) return 0;
  let [low, high] = [0, seen];
  while (quantileAt(high) < seen) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return middle;
    if (quantileAt(middle) < seen) low = middle;
    else high = middle;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
