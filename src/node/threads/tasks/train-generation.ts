/**
 * The task of training a generation of trials.
 */
import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { PreparedData } from '../../../preprocessing/prepared-data.ts';
import type { TrainingData } from '../../../training/training-data.ts';
import { runGeneration, type GenerationTrial, type TrialOutcome } from '../../../training/tuning/generation.ts';
import { datasetOf, shareRows, type SharedRows } from '../shared-rows.ts';
import type { Perform } from '../pool/task-pool.ts';

/** Rows as some trials want them prepared. */
export interface SharedData extends Pick<TrainingData, 'classes' | 'priors' | 'heldOutMix' | 'balance'> {
  readonly train: SharedRows;
  readonly validation: SharedRows;
}

export interface GenerationContext {
  readonly rungs: readonly number[];
  /** By the name of their preparation. */
  readonly data: ReadonlyMap<string, SharedData>;
  /** One number: the trials that have ended, for whoever watches. */
  readonly ended: Int32Array<SharedArrayBuffer>;
}

/** A trial and the name of the preparation that it wants. */
export interface TaskTrial extends Omit<GenerationTrial, 'data'> {
  readonly preparation: string;
}

export interface GenerationTask {
  readonly seed: string;
  readonly trials: readonly TaskTrial[];
}

export function prepare({ rungs, data, ended }: GenerationContext): Perform<GenerationTask, TrialOutcome[]> {
  const prepared = new Map(Array.from(data, ([name, shared]) => [name, trainingData(shared)]));
  // A thread of its own has nothing else to do; the main thread has signals to hear.
  const onEnd = () => void Atomics.add(ended, 0, 1);
  const options = { rungs, onEnd, ...(isMainThread && { turn: () => setImmediate() }) };
  return ({ seed, trials }) => {
    const generation = trials.map((trial) => ({ ...trial, data: prepared.get(trial.preparation)! }));
    return runGeneration(generation, { ...options, seed });
  };
}

/** Without what only people and files need. */
export function shareData({ train, validation, classes, priors, heldOutMix, balance }: PreparedData): SharedData {
  return { train: shareRows(train), validation: shareRows(validation), classes, priors, heldOutMix, balance };
}

export function trainingData(shared: SharedData): TrainingData {
  const { train, validation } = shared;
  return { ...shared, train: datasetOf(train), validation: datasetOf(validation), pipeline: null };
}
