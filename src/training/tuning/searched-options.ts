/**
 * The options that a search may vary: those of a training, but for what a trial has no say in.
 */
import { completeOptions } from '../../options/check-options.ts';
import type { CompleteOptions } from '../../options/option-spec.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../training-options.ts';

const { seed: _seed, calibrate: _calibrate, ...searched } = TRAINING_OPTIONS;

export const SEARCHED_OPTIONS = searched;

/** Options of a training that no space may hold, and why. */
export const UNSEARCHED_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['seed', 'all trials have the one that the search is given'],
  ['calibrate', 'it is learned from the validation rows, by which trials are ranked; give it to the search as a whole'],
]);

export type SearchedName = keyof typeof SEARCHED_OPTIONS;

/** What a trial is trained with, beside its seed and its rows: every searched option that has a value. */
export interface Parameters extends CompleteOptions<typeof SEARCHED_OPTIONS> {}

/** @throws UsageError as `completeOptions` does. */
export function completeParameters(given: Partial<Parameters>, where: string): Parameters {
  return withoutIdle(completeOptions(SEARCHED_OPTIONS, given, where));
}

/** With what has no effect beside the others at its default, so that equal trials have equal parameters. */
export function withoutIdle(parameters: Parameters): Parameters {
  const { optimizer, momentum } = parameters;
  const idle = SEARCHED_OPTIONS.momentum.default;
  return optimizer === 'sgd' || momentum === idle ? parameters : { ...parameters, momentum: idle };
}

/** The options of the training of one trial: a network that stands alone, and answers uncalibrated. */
export function trialOptions(parameters: Parameters, seed: string): TrainingOptions {
  return { ...parameters, calibrate: 'none', seed };
}

