/**
 * The best trial of a search: trained anew as the preset trains a model, and judged on rows that no trial has seen.
 */
import { judgeAside } from '../../node/threads/judge-trial.ts';
import { sideBySide } from '../../node/threads/train-members.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { trainClassifier, type TrainedClassifier } from '../../training/train-classifier.ts';
import type { TrainingOptions } from '../../training/training-options.ts';
import type { Figures } from '../../training/tuning/figures.ts';
import type { Parameters } from '../../training/tuning/searched-options.ts';
import type { Trial } from '../../training/tuning/trial.ts';

export interface JudgedWinner {
  readonly options: TrainingOptions;
  /** As the preset says: often several networks. */
  readonly trained: TrainedClassifier;
  /** What the trial's own network is worth on the test rows. */
  readonly test: Figures;
}

/** Those of the search, and over them the parameters of a trial. */
function winnerOptions(training: TrainingOptions, parameters: Parameters): TrainingOptions {
  const { piecewiseBins: _bins, piecewiseCuts: _cuts, ...varied } = parameters;
  return { ...training, ...varied };
}

/** Trains a model with the parameters of a trial. @param data prepared as these want it */
export async function trainWinner(
  data: PreparedData,
  training: TrainingOptions,
  parameters: Parameters,
  threads: number,
): Promise<{ readonly options: TrainingOptions; readonly trained: TrainedClassifier }> {
  const options = winnerOptions(training, parameters);
  const train = options.ensemble === 1 ? undefined : sideBySide(threads);
  return { options, trained: await trainClassifier(data, options, [], train) };
}

/** @param winner that did not diverge */
export async function judgeWinner(
  data: PreparedData,
  training: TrainingOptions,
  winner: Trial,
  threads: number,
): Promise<JudgedWinner> {
  const [trained, test] = await Promise.all([
    trainWinner(data, training, winner.parameters, threads),
    judgeAside(data, winner, threads),
  ]);
  return { ...trained, test };
}
