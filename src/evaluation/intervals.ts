/**
 * Confidence intervals for a figure from n rows: Wilson's for a share, the percentile bootstrap for anything else.
 */
import type { Random } from '../random.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution, for two-sided intervals of 95 %. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's 95 % score interval for the share of successes in trials (Wilson 1927), without continuity correction. It
 * stays within [0, 1] and has a width even at 0 and at n successes. Null if there are no trials.
 */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`wilsonInterval: ${successes} successes in ${trials} trials`);
  }
  if (trials === 0) return null;
  const share = successes / trials;
  const zSquared = Z_95 * Z_95;
  const scale = 1 + zSquared / trials;
  const centre = (share + zSquared / (2 * trials)) / scale;
  const half = (Z_95 / scale) * Math.sqrt((share * (1 - share)) / trials + zSquared / (4 * trials * trials));
  // At the ends the formula gives 0 and 1 except for rounding.
  return { low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}

/** By name; null for a figure without an interval. */
export type Intervals = Readonly<Record<string, Interval | null>>;

/** The statistics to bootstrap, and what to make of their intervals. */
export interface Resampled<Result> {
  /** @param counts how often each row was drawn [n] */
  readonly statistics: (counts: Int32Array) => Readonly<Record<string, number | null>>;
  readonly result: (intervals: Intervals) => Result;
}

export interface BootstrapOptions {
  readonly rowCount: number;
  readonly random: Random;
  readonly resamples?: number;
  /** Nominal coverage, between 0 and 1. */
  readonly level?: number;
}

/**
 * Percentile bootstrap intervals (Efron 1979) of several statistics from the same resamples. A resample draws n of the n
 * rows with replacement, not stratified: the class shares vary as they would in another sample. The ends are quantiles
 * of the resampled figures, interpolated linearly. Resamples in which a statistic is null (no positive row drawn, say)
 * are left out of its interval; if that is more than half of them, the interval is null.
 *
 * @param statistics figures of a resample by name, from how often each row was drawn [n]; the array is reused
 */
export function bootstrapIntervals<Name extends string>(
  { rowCount, random, resamples = 1000, level = 0.95 }: BootstrapOptions,
  statistics: (counts: Int32Array) => Readonly<Record<Name, number | null>>,
): Record<Name, Interval | null> {
  requireWhole('rowCount', rowCount);
  requireWhole('resamples', resamples);
  if (!(level > 0 && level < 1)) throw new RangeError(`bootstrapIntervals: level ${level}, expected between 0 and 1`);
  const figures = new Map<string, number[]>();
  for (const counts of resampledCounts(rowCount, resamples, random)) {
    for (const [name, figure] of Object.entries<number | null>(statistics(counts))) {
      const known = figures.get(name) ?? [];
      if (figure !== null) known.push(figure);
      figures.set(name, known);
    }
  }
  const intervals = Array.from(figures, ([name, values]) => {
    if (values.length * 2 < resamples) return [name, null];
    const sorted = Float64Array.from(values).toSorted();
    return [name, { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) }];
  });
  return Object.fromEntries(intervals) as Record<Name, Interval | null>;
}

/** For each resample how often each row was drawn, n of n with replacement [n]; the array is reused. */
export function* resampledCounts(rowCount: number, resamples: number, random: Random): Generator<Int32Array> {
  const counts = new Int32Array(rowCount);
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    for (let draw = 0; draw < rowCount; draw++) counts[random.integer(rowCount)]!++;
    yield counts;
  }
}

/** Linear between order statistics: type 7 of Hyndman & Fan 1996, NumPy's default. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

function requireWhole(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`bootstrapIntervals: ${name} ${value}, expected a whole number of at least 1`);
  }
}
