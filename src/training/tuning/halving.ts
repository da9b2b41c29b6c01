/**
 * Synchronous successive halving (Jamieson & Talwalkar 2016): a generation of trials trains for a few epochs, the better
 * third goes on, and so from rung to rung. A generation has a fixed size and decides by itself, so a trial's end depends
 * on the trials of its generation and on nothing else: not on how many threads there are, nor on how fast they are.
 *
 * Measured on seven files with 200 trials of the default space, each trained to its end: these rungs need 13 (a long
 * training on data/audiobooks.csv) to 72 % (a short one on 800 rows) of the epochs. The winner of 100 trials then loses at
 * most 0.0006 of log loss; on phoneme, where a network takes longest to learn, 0.012. A first rung of 100 steps costs a
 * third more and loses half as much. Rungs of so many epochs would lose more on files of fewer rows, where an epoch is
 * fewer steps.
 */
import { defaultBatchSize } from '../rows/batch-size.ts';
import type { Losses } from './paused-training.ts';

/** Trials in a generation. */
export const GENERATION = 10;

/** One in so many goes on. */
export const ONE_IN = 3;

/** The steps that a trial takes to the first rung, about. */
const FIRST_STEPS = 70;
const MOST_FIRST_EPOCHS = 20;
/** Rungs before the end. */
const RUNGS = 3;

/**
 * The epochs after which only the better ones go on, each three times the one before.
 *
 * @param rows to train on @param batchSize rows a step; the usual number if left out
 */
export function rungsFor(rows: number, batchSize: number = defaultBatchSize(rows)): number[] {
  const first = Math.round((FIRST_STEPS * batchSize) / rows);
  let rung = Math.min(Math.max(first, 1), MOST_FIRST_EPOCHS);
  return Array.from({ length: RUNGS }, () => {
    const epochs = rung;
    rung *= ONE_IN;
    return epochs;
  });
}

/** What is known of a trial at a rung. */
export interface Standing {
  readonly losses: Losses;
  readonly isDiverged: boolean;
}

/** The lowest loss within the first `rung` epochs; Infinity for a trial that diverged in them, or has none. */
export function standingAt(rung: number, { losses, isDiverged }: Standing): number {
  return isDiverged && losses.length < rung ? Infinity : Math.min(...losses.slice(0, rung));
}

/** The places of those that go on, ascending: the better third, the first of equal ones; none that diverged. */
export function goingOn(standings: readonly number[]): number[] {
  const places = Array.from(standings.keys()).toSorted((a, b) => standings[a]! - standings[b]! || a - b);
  const finite = places.filter((place) => standings[place]! < Infinity);
  return finite.slice(0, Math.ceil(standings.length / ONE_IN)).toSorted((a, b) => a - b);
}

/** The number of trials of whole generations, at least as many as asked for. */
export function wholeGenerations(trials: number): number {
  return Math.ceil(trials / GENERATION) * GENERATION;
}
