/**
 * The network that is checked, after so many steps of training: of a file, a set or a model, or, without any of them, one
 * on rows drawn from the seed.
 */
import { defaultsOf } from '../../options/check-options.ts';
import { drawnData } from '../../study/sets/drawn-data.ts';
import { Study } from '../../study/session/study.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';

export async function openLearner(args: Arguments, _console: Console): Promise<Study> {
  const options = {
    ...defaultsOf(TRAINING_OPTIONS),
    ...args.valuesOf(TRAINING_OPTIONS),
    ensemble: 1,
  } as TrainingOptions;
  const study = Study.fresh(drawnData(options.seed), options);
  study.goTo(args.optionalNumber('burn-in') ?? 0);
  return study;
}
