/**
 * Times candidates for the same job against each other. They take turns in short rounds, so that a machine that gets
 * slower or busier on the way does so for all of them; ratios compare times of the same round.
 */
import { Bench } from 'tinybench';

export interface Candidate {
  readonly name: string;
  /** Called before each warm-up and each round, outside the time: forgets the last result, sets up what `run` needs. */
  prepare?(): void;
  /** What is timed. Its result must be kept where it can be checked afterwards. */
  run(): void | Promise<void>;
  /** Whether `run` is to be awaited; default false. */
  readonly asynchronous?: boolean;
}

/** Somebody who keeps the time alone, as another process does. */
export interface Contestant {
  readonly name: string;
  /** Milliseconds of each call of one round. */
  timeRound(effort: Effort): Promise<readonly number[]>;
}

/** How long to measure: each candidate is called at least once in a warm-up and once in the time, every round. */
export interface Effort {
  readonly rounds: number;
  /** Of each candidate in each round. */
  readonly timeMs: number;
  readonly warmupMs: number;
}

export const FULL: Effort = { rounds: 10, timeMs: 100, warmupMs: 40 };
export const QUICK: Effort = { rounds: 2, timeMs: 5, warmupMs: 2 };

/** Times of a call over all rounds, of which each counts the same, however many calls it had. */
export interface Measurement {
  readonly name: string;
  readonly medianMs: number;
  readonly p25Ms: number;
  readonly p75Ms: number;
  readonly samples: number;
  /** How many times as fast as the first candidate: the median over the rounds of the quotient of their medians. */
  readonly ratio: number;
}

/**
 * @param candidates the baseline first.
 * @throws whatever a candidate throws; RangeError when there are no candidates or no rounds.
 */
export async function measure(candidates: readonly (Candidate | Contestant)[], effort: Effort): Promise<Measurement[]> {
  if (candidates.length === 0 || !(effort.rounds >= 1)) throw new RangeError('measure: nothing to measure');
  const rounds = candidates.map((): (readonly number[])[] => []);
  const order = [...candidates.keys()];
  for (let round = 0; round < effort.rounds; round++) {
    // Every other round backwards: whoever follows a cache-hungry neighbour in one precedes it in the next.
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const candidate = candidates[index]!;
      rounds[index]!.push(
        await ('timeRound' in candidate ? candidate.timeRound(effort) : timeRound(candidate, effort)),
      );
    }
  }
  return candidates.map(({ name }, index) => summarize(name, rounds[index]!, rounds[0]!));
}

/** Of the times of each call, round by round; `baseline` are those of the first candidate. */
export function summarize(
  name: string,
  rounds: readonly (readonly number[])[],
  baseline: readonly (readonly number[])[],
): Measurement {
  const fewest = Math.min(...rounds.map((times) => times.length));
  const all = rounds.flatMap((times) => thinOut(times, fewest));
  return {
    name,
    medianMs: median(all),
    p25Ms: quantile(all, 0.25),
    p75Ms: quantile(all, 0.75),
    samples: rounds.reduce((sum, times) => sum + times.length, 0),
    ratio: median(rounds.map((times, round) => median(baseline[round]!) / median(times))),
  };
}

/**
 * So many times that stand for all of a round. A round in which calls took ten times as long has a tenth of the calls:
 * pooled as they are, it would hardly count.
 */
function thinOut(times: readonly number[], count: number): readonly number[] {
  if (times.length === count) return times;
  const ordered = times.toSorted((a, b) => a - b);
  return Array.from({ length: count }, (_, i) => quantileOfOrdered(ordered, (i + 0.5) / count));
}

/** Milliseconds of each call. */
async function timeRound(candidate: Candidate, { timeMs, warmupMs }: Effort): Promise<readonly number[]> {
  const bench = new Bench({
    time: timeMs,
    iterations: 1,
    warmupTime: warmupMs,
    warmupIterations: 1,
    retainSamples: true,
    subtractTimerOverhead: true,
    throws: true,
  });
  // tinybench would find out by a call of its own whether `run` is asynchronous.
  bench.add(candidate.name, () => candidate.run(), {
    async: candidate.asynchronous ?? false,
    beforeAll: () => candidate.prepare?.(),
  });
  await bench.run();
  const { result } = bench.tasks[0]!;
  if (result.state !== 'completed') throw new Error(`${candidate.name}: the measurement ended as ${result.state}`);
  return result.latency.samples!;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Between the two nearest of the ordered values on a straight line (Hyndman & Fan 1996, definition 7). */
export function quantile(values: readonly number[], part: number): number {
  return quantileOfOrdered(
    values.toSorted((a, b) => a - b),
    part,
  );
}

function quantileOfOrdered(ordered: readonly number[], part: number): number {
  const place = part * (ordered.length - 1);
  const below = ordered[Math.floor(place)]!;
  return below + (ordered[Math.ceil(place)]! - below) * (place - Math.floor(place));
}
