/**
 * The main job: prepared rows in, a trained classifier out: one network, or several that answer together.
 */
import { requireProperties } from '../argument-checks.ts';
import { shown, UsageError } from '../errors.ts';
import { fitPlatt, fitTemperature, type Calibration, type CalibrationMethod } from '../evaluation/calibration.ts';
import { Ensemble } from '../nn/ensemble.ts';
import type { Sequential } from '../nn/sequential.ts';
import { requireMemory } from '../nn/reserve-memory.ts';
import { completeOptions } from '../options/check-options.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import type { Callback } from './callback.ts';
import { Classifier } from '../model/classifier.ts';
import { activationOf } from '../model/output.ts';
import { evaluateClassifier, evaluateLogits, type Evaluation } from '../model/evaluate.ts';
import type { FittedMember } from './ensemble/member.ts';
import { planMembers } from './ensemble/member-plans.ts';
import { memberPool, oneByOne, type TrainMembers } from './ensemble/members.ts';
import { outOfFold, type OutOfFold } from './ensemble/out-of-fold.ts';
import type { History } from './history.ts';
import { drawBackground } from './rows/background.ts';
import { requireTrainable } from './trainable.ts';
import type { TrainingData } from './training-data.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from './training-options.ts';

export interface FittedClassifier {
  readonly classifier: Classifier;
  /** Of the first network, as `bestEpoch`. */
  readonly history: History;
  /** The epoch whose weights were kept, from 1. */
  readonly bestEpoch: number;
  /** All networks, in order. */
  readonly members: readonly Pick<FittedMember, 'history' | 'bestEpoch'>[];
  /** Where networks differ by fold, what each says of the rows that it did not learn from. */
  readonly held: OutOfFold | null;
}

export interface TrainedClassifier extends FittedClassifier {
  readonly validation: Evaluation;
  readonly test: Evaluation;
}

/**
 * Trains a classifier and evaluates it on rows that it didn't learn from.
 *
 * @throws as `fitClassifier` does.
 */
export async function trainClassifier(
  data: PreparedData,
  options: GivenTrainingOptions = {},
  callbacks: readonly Callback[] = [],
  train?: TrainMembers,
): Promise<TrainedClassifier> {
  requirePrepared('trainClassifier', data);
  const fitted = await fitClassifier(data, options, callbacks, train);
  const { classifier, held } = fitted;
  return {
    ...fitted,
    validation:
      held === null
        ? evaluateClassifier(classifier, data.validation, data.heldOutMix)
        : evaluateLogits(classifier, held.targets, held.logits),
    test: evaluateClassifier(classifier, data.test, data.heldOutMix),
  };
}

/** @throws RangeError for anything but prepared data with three parts. */
export function requirePrepared(where: string, data: PreparedData): void {
  requireProperties(where, 'data', data, 'train', 'validation', 'test', 'classes', 'priors', 'heldOutMix', 'balance');
}

/**
 * Trains one network, or as many as `options.ensemble` says.
 *
 * @param train trains the networks; other threads may, to the same bits
 * @throws UsageError for an unknown option or an invalid value, and as `requireTrainable` does.
 * @throws TrainingError if a NaN or Infinity appears.
 * @throws MemoryError if the host has too little memory for the network.
 */
export async function fitClassifier(
  data: TrainingData,
  given: GivenTrainingOptions = {},
  callbacks: readonly Callback[] = [],
  train: TrainMembers = oneByOne(callbacks),
): Promise<FittedClassifier> {
  const options = completeOptions(TRAINING_OPTIONS, given, 'train');
  if (!Array.isArray(callbacks)) {
    throw new UsageError('E_USAGE_VALUE', `train: callbacks: got ${shown(callbacks)}, expected a list of callbacks`);
  }
  requireTrainable(data, options);
  const { outputActivation: output } = options;
  const plans = planMembers(data, options);
  const inputDim = data.train.inputs.columns;
  requireMemory([inputDim, ...options.hidden, activationOf(output).outputUnits(data.classes.length)]);
  const pool = memberPool(data, options);
  const members = await train(pool, plans);
  const networks = members.map(({ network }) => network);
  const network = networks.length === 1 ? networks[0]! : new Ensemble(networks);
  const uncalibrated = new Classifier({ network, output, ...data });
  const alone = (one: Sequential) => new Classifier({ network: one, output, ...data });
  const held = pool.folds && outOfFold(pool, pool.folds, networks.map(alone));
  const calibration = calibrate(uncalibrated, data.validation, held, options.calibrate);
  const background = drawBackground(data, options.seed);
  const classifier = new Classifier({ network, output, ...data, calibration, background });
  const { history, bestEpoch } = members[0]!;
  return { classifier, history, bestEpoch, members, held };
}

/** Learned from the validation rows, or from all rows by the networks that have not seen them. */
function calibrate(
  classifier: Classifier,
  validation: Dataset | null,
  held: OutOfFold | null,
  method: CalibrationMethod,
): Calibration | null {
  if (method === 'none' || validation === null) return null;
  const { targets } = held ?? validation;
  const logits = held?.logits ?? classifier.logits(validation.inputs, 'natural');
  return method === 'temperature' ? fitTemperature(logits, targets) : fitPlatt(logits, targets);
}
