/**
 * What a trial's own network is worth on rows that had no say in it.
 */
import type { Dataset } from '../../preprocessing/dataset.ts';
import type { TrainingData } from '../training-data.ts';
import { figuresOf, type Figures } from './figures.ts';
import { PausedTraining } from './paused-training.ts';
import { trialOptions } from './searched-options.ts';
import { untilOf, type Trial } from './trial.ts';

/** What decides a trial's network. */
export type TrialCourse = Pick<Trial, 'parameters' | 'seed' | 'end' | 'losses'>;

/**
 * Trains the trial again, to the same bits.
 *
 * @param data as its parameters want it @param test as those @param turn as of `PausedTraining`
 */
export async function judgeTrial(
  data: TrainingData,
  test: Dataset,
  trial: TrialCourse,
  turn?: () => Promise<void>,
): Promise<Figures> {
  const training = new PausedTraining(data, trialOptions(trial.parameters, trial.seed), turn);
  await training.trainTo(untilOf(trial));
  const { fitted } = await training.finish();
  const { tenths: _, ...figures } = figuresOf(fitted!.classifier, test, data.heldOutMix);
  return figures;
}
