/**
 * The bootstrap (Efron 1979): what figures become on resamples of the rows tells how far they may be off.
 */
import type { Random } from '../../random.ts';

/** By name, a figure on each resample that has one; null where more than half have none. */
export type Resamples<Name extends string = string> = Readonly<Record<Name, readonly number[] | null>>;

/** The statistics to bootstrap, and what to make of their resamples. */
export interface Resampled<Result> {
  /** @param counts how often each row was drawn [n] */
  readonly statistics: (counts: Int32Array) => Readonly<Record<string, number | null>>;
  readonly result: (resamples: Resamples) => Result;
}

export interface BootstrapOptions {
  readonly rowCount: number;
  readonly random: Random;
  readonly resamples?: number;
}

/**
 * Several statistics on the same resamples. A resample draws n of the n rows with replacement, not stratified: the class
 * shares vary as they would in another sample.
 *
 * @param statistics figures of a resample by name, null for one without meaning (no positive row drawn, say), from how
 *   often each row was drawn [n]; the array is reused
 */
export function bootstrap<Name extends string>(
  { rowCount, random, resamples = 1000 }: BootstrapOptions,
  statistics: (counts: Int32Array) => Readonly<Record<Name, number | null>>,
): Resamples<Name> {
  requireWhole('rowCount', rowCount);
  requireWhole('resamples', resamples);
  const figures = new Map<string, number[]>();
  for (const counts of resampledCounts(rowCount, resamples, random)) {
    for (const [name, figure] of Object.entries<number | null>(statistics(counts))) {
      const known = figures.get(name) ?? [];
      if (figure !== null) known.push(figure);
      figures.set(name, known);
    }
  }
  const known = Array.from(figures, ([name, values]) => [name, values.length * 2 < resamples ? null : values]);
  return Object.fromEntries(known) as Resamples<Name>;
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

function requireWhole(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`bootstrap: ${name} ${value}, expected a whole number of at least 1`);
  }
}
