/**
 * The tasks of judging what is predicted for the test rows of a training: first the baselines, which need no network, and
 * later the network. All are judged on the same resamples.
 */
import { judgeOn, affordableResamples, type Judgement, type Predictions } from '../../../evaluation/judgement.ts';
import { judgeAndTabulateOn } from '../../../evaluation/judgement-tables.ts';
import { resampled, type Resampling } from '../../../evaluation/intervals/bootstrap.ts';
import { createRandom } from '../../../random.ts';
import { JUDGED_BY, type Judged } from '../../../report/document.ts';
import { baselinesOf, type BaselineRows } from '../../../training/baselines/baselines.ts';
import { datasetOf, type SharedRows } from '../shared-rows.ts';
import type { Perform } from '../pool/task-pool.ts';

export interface JudgeRowsContext extends Omit<BaselineRows, 'train' | 'test'> {
  readonly train: SharedRows;
  readonly test: SharedRows;
  readonly seed: string;
  readonly draws: Draws | null;
}

/** Resamples that were drawn once, for all threads: drawing them takes as long as judging by them. */
export interface Draws {
  /** How often each row was drawn, resample after resample [resamples, n]. */
  readonly counts: Uint8Array<SharedArrayBuffer>;
  /** One number: 1 once they are there. */
  readonly areDrawn: Int32Array<SharedArrayBuffer>;
}

/** Null for the baselines. */
export type JudgeRowsTask = Predictions | null;
export type JudgeRowsResult = Judged | readonly Judgement[];

export function prepare(context: JudgeRowsContext): Perform<JudgeRowsTask, JudgeRowsResult> {
  const { classes, priors, heldOutMix, test } = context;
  const shares = priors[heldOutMix];
  const { targets } = test;
  return (network) => {
    if (network !== null) return judgeAndTabulateOn(resamplingOf(context), [network], targets, classes, shares);
    const rows = { ...context, train: datasetOf(context.train), test: datasetOf(test) };
    return judgeOn(resamplingOf(context), baselinesOf(rows), targets, shares);
  };
}

function resamplingOf({ seed, draws, test: { targets } }: JudgeRowsContext): Resampling {
  const rowCount = targets.length;
  const resamples = affordableResamples(rowCount);
  if (draws !== null && Atomics.load(draws.areDrawn, 0) === 1) {
    return { resamples, counts: keptCounts(draws.counts, rowCount) };
  }
  const fresh = resampled({ rowCount, random: createRandom(seed, JUDGED_BY), resamples });
  return draws === null ? fresh : { resamples, counts: keeping(fresh.counts, draws) };
}

function* keptCounts(all: Uint8Array, rowCount: number): Generator<Int32Array> {
  const counts = new Int32Array(rowCount);
  for (let start = 0; start < all.length; start += rowCount) {
    counts.set(all.subarray(start, start + rowCount));
    yield counts;
  }
}

/** A count above what a byte holds is as good as impossible; where there is one, all are drawn anew each time. */
function* keeping(counts: Iterable<Int32Array>, { counts: kept, areDrawn }: Draws): Generator<Int32Array> {
  let start = 0;
  let fit = true;
  for (const one of counts) {
    fit &&= one.every((count) => count < 256);
    kept.set(one, start);
    start += one.length;
    yield one;
  }
  if (fit) Atomics.store(areDrawn, 0, 1);
}
