/**
 * The plans of a classifier's networks: the seed of each, where it starts without weights, and how its rows count.
 */
import { classShares, classWeights } from '../../preprocessing/rows/balance.ts';
import { classCounts, type Dataset } from '../../preprocessing/dataset.ts';
import type { TrainingData } from '../training-data.ts';
import type { TrainingOptions } from '../training-options.ts';
import type { MemberPlan } from './member.ts';
import { memberSeed } from './members.ts';

/**
 * The pieces of a number start without weights: a network begins with the standardised number alone, and bends the line
 * where the rows ask for it.
 */
export function planMembers(data: TrainingData, options: TrainingOptions): MemberPlan[] {
  const inputs = data.pipeline?.inputs ?? [];
  const quietInputs = [...inputs.keys()].filter((index) => inputs[index]!.isPiece);
  return Array.from({ length: options.ensemble }, (_, index) => ({
    seed: memberSeed(options.seed, index),
    classCount: data.classes.length,
    options,
    quietInputs,
    classWeight: weightsFor(data, data.train),
    validationClassWeight: data.validation && weightsFor(data, data.validation),
  }));
}

/**
 * Class weights that give these rows the training mix, so that training and validation loss measure the same thing;
 * null if the rows already have that mix.
 */
function weightsFor({ priors, classes, balance, heldOutMix, train }: TrainingData, rows: Dataset): number[] | null {
  const inTrainingMix = rows === train ? balance !== 'weights' : heldOutMix === 'training' || balance === 'none';
  if (inTrainingMix) return null;
  return classWeights(classShares(classCounts(rows.targets, classes.length)), priors.training);
}
