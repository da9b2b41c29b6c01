/**
 * The task of training a generation of trials.
 */
import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { PreparedData } from '../../../preprocessing/prepared-data.ts';
import type { TrainingData } from '../../../training/training-data.ts';
import { runGeneration, type GenerationTrial, type TrialOutcome } from '../../../training/tuning/generation.ts';
import { datasetOf, shareRows, type SharedRows } from '../shared-rows.ts';
import type { Perform } from '../task-pool.ts';

/** Rows as some trials want them prepared. */
export interface SharedData extends Pick<TrainingData, 'classes' | 'priors' | 'heldOutMix' | 'balance'> {
  readonly train: SharedRows;
  readonly validation: SharedRows;
}

export interface GenerationContext {
  readonly seed: string;
  readonly rungs: readonly number[];
  /** By the name of their preparation. */
  readonly data: ReadonlyMap<string, SharedData>;
}

/** A trial and the name of the preparation that it wants. */
export interface TaskTrial extends Omit<GenerationTrial, 'data'> {
  readonly preparation: string;
}

export function prepare({ seed, rungs, data }: GenerationContext): Perform<readonly TaskTrial[], TrialOutcome[]> {
  const prepared = new Map(Array.from(data, ([name, shared]) => [name, trainingData(shared)]));
  // A thread of its own has nothing else to do; the main thread has signals to hear.
  const options = { seed, rungs, ...(isMainThread && { turn: () => setImmediate() }) };
  return (trials) => {
    const generation = trials.map((trial) => ({ ...trial, data: prepared.get(trial.preparation)! }));
    return runGeneration(generation, options);
  };
}

/** Without what only people and files need. */
export function shareData({ train, validation, classes, priors, heldOutMix, balance }: PreparedData): SharedData {
  return { train: shareRows(train), validation: shareRows(validation), classes, priors, heldOutMix, balance };
}

function trainingData(shared: SharedData): TrainingData {
  const { train, validation } = shared;
  return { ...shared, train: datasetOf(train), validation: datasetOf(validation), pipeline: null };
}
