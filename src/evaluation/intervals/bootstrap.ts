/**
 * The bootstrap (Efron 1979): what figures become on resamples of the rows tells how far they may be off.
 */
import type { Random } from '../../random.ts';

/** By name, a figure on each resample that has one; null where more than half have none. */
export type Resamples<Name extends string = string> = Readonly<Record<Name, ResampledValues>>;

/** Statistics to bootstrap, by their place in a list, and what to make of their resamples. */
export interface Resampled<Result> {
  /** @param counts how often each row was drawn [n] */
  readonly statistics: (counts: Int32Array) => readonly (number | null)[];
  readonly result: (resamples: readonly ResampledValues[]) => Result;
}

/** A figure on each resample that has one; null where more than half have none. */
export type ResampledValues = readonly number[] | null;

export interface BootstrapOptions {
  readonly rowCount: number;
  readonly random: Random;
  readonly resamples?: number;
}

/** Resamples that are gone through, more than once if their source allows it. */
export interface Resampling {
  readonly resamples: number;
  /** For each resample how often each row was drawn [n]; the array is reused. */
  readonly counts: Iterable<Int32Array>;
}

/**
 * Several statistics on the same resamples. A resample draws n of the n rows with replacement, not stratified: the class
 * shares vary as they would in another sample.
 *
 * @param statistics figures of a resample by name, the same names each time; null for one without meaning (no positive
 *   row drawn, say); from how often each row was drawn [n]; the array is reused
 */
export function bootstrap<Name extends string>(
  options: BootstrapOptions,
  statistics: (counts: Int32Array) => Readonly<Record<Name, number | null>>,
): Resamples<Name> {
  let names: string[] = [];
  const values = bootstrapList(resampled(options), (counts) => {
    const figures = statistics(counts);
    names = Object.keys(figures);
    return Object.values(figures);
  });
  return Object.fromEntries(names.map((name, place) => [name, values[place]!])) as Resamples<Name>;
}

/** The same of figures by their place in a list, as long each time. */
export function bootstrapList(
  { resamples, counts: all }: Resampling,
  statistics: (counts: Int32Array) => readonly (number | null)[],
): ResampledValues[] {
  const known: number[][] = [];
  for (const counts of all) {
    for (const [place, figure] of statistics(counts).entries()) {
      const values = (known[place] ??= []);
      if (figure !== null) values.push(figure);
    }
  }
  return known.map((values) => (values.length * 2 < resamples ? null : values));
}

/** To be gone through once. */
export function resampled({ rowCount, random, resamples = 1000 }: BootstrapOptions): Resampling {
  requireWhole('rowCount', rowCount);
  requireWhole('resamples', resamples);
  return { resamples, counts: resampledCounts(rowCount, resamples, random) };
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
