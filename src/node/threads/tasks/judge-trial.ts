/**
 * The task of judging a trial of a search on the test rows.
 */
import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { Figures } from '../../../training/tuning/figures.ts';
import { judgeTrial, type TrialCourse } from '../../../training/tuning/judge-trial.ts';
import { datasetOf, type SharedRows } from '../shared-rows.ts';
import type { Perform } from '../pool/task-pool.ts';
import { trainingData, type SharedData } from './train-generation.ts';

export interface JudgeContext {
  readonly data: SharedData;
  readonly test: SharedRows;
}

export function prepare(context: JudgeContext): Perform<TrialCourse, Figures> {
  const [data, test] = [trainingData(context.data), datasetOf(context.test)];
  const turn = isMainThread ? () => setImmediate() : undefined;
  return (trial) => judgeTrial(data, test, trial, turn);
}
