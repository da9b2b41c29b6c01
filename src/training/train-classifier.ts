/**
 * The main job: prepared rows in, a trained classifier out. Dense layers with ReLU, an optimizer, and early stopping on
 * the validation loss.
 */
import { requireProperties } from '../argument-checks.ts';
import { shown, UsageError } from '../errors.ts';
import { fitPlatt, fitTemperature, type Calibration, type CalibrationMethod } from '../evaluation/calibration.ts';
import { Dense } from '../nn/layers/dense.ts';
import { Dropout } from '../nn/layers/dropout.ts';
import { glorotUniform } from '../nn/layers/initializers.ts';
import type { Layer } from '../nn/layers/layer.ts';
import { ReLU } from '../nn/layers/relu.ts';
import { Adam } from '../nn/optimizers/adam.ts';
import type { Optimizer } from '../nn/optimizers/optimizer.ts';
import { requireMemory } from '../nn/reserve-memory.ts';
import { Sequential } from '../nn/sequential.ts';
import { SGD } from '../nn/optimizers/sgd.ts';
import { completeOptions } from '../options/check-options.ts';
import { classShares, classWeights } from '../preprocessing/rows/balance.ts';
import { classCounts, type Dataset } from '../preprocessing/dataset.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import { createRandom } from '../random.ts';
import type { Callback } from './callback.ts';
import { Classifier, makeLoss } from '../model/classifier.ts';
import { evaluateClassifier, type Evaluation } from '../model/evaluate.ts';
import { EarlyStopping } from './early-stopping.ts';
import { fit } from './fit.ts';
import type { History } from './history.ts';
import { defaultBatchSize } from './rows/batch-size.ts';
import { constantInputs, withoutInputs, withoutWeights } from './rows/constant-inputs.ts';
import { requireTrainable } from './trainable.ts';
import type { TrainingData } from './training-data.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions, type TrainingOptions } from './training-options.ts';

export interface FittedClassifier {
  readonly classifier: Classifier;
  readonly history: History;
  /** The epoch whose weights were kept, from 1. */
  readonly bestEpoch: number;
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
): Promise<TrainedClassifier> {
  requirePrepared('trainClassifier', data);
  const fitted = await fitClassifier(data, options, callbacks);
  const { classifier } = fitted;
  return {
    ...fitted,
    validation: evaluateClassifier(classifier, data.validation, data.heldOutMix),
    test: evaluateClassifier(classifier, data.test, data.heldOutMix),
  };
}

/** @throws RangeError for anything but prepared data with three parts. */
export function requirePrepared(where: string, data: PreparedData): void {
  requireProperties(where, 'data', data, 'train', 'validation', 'test', 'classes', 'priors', 'heldOutMix', 'balance');
}

/**
 * An input that is alike in all training rows has no weight: whatever stands there later, the scores are the same.
 *
 * @throws UsageError for an unknown option or an invalid value, and as `requireTrainable` does.
 * @throws TrainingError if a NaN or Infinity appears.
 * @throws MemoryError if the host has too little memory for the network.
 */
export async function fitClassifier(
  data: TrainingData,
  given: GivenTrainingOptions = {},
  callbacks: readonly Callback[] = [],
): Promise<FittedClassifier> {
  const options = completeOptions(TRAINING_OPTIONS, given, 'train');
  if (!Array.isArray(callbacks)) {
    throw new UsageError('E_USAGE_VALUE', `train: callbacks: got ${shown(callbacks)}, expected a list of callbacks`);
  }
  requireTrainable(data, options);
  const { seed, outputActivation: output } = options;
  const { train, validation } = data;
  const loss = makeLoss(output);
  const units = loss.outputUnits(data.classes.length);
  requireMemory([train.inputs.columns, ...options.hidden, units]);
  const constant = constantInputs(train.inputs);
  const network = new Sequential(architecture(options, units, constant), {
    inputDim: train.inputs.columns,
    random: createRandom(seed, 'weights'),
  });
  const monitor = validation === null ? 'loss' : 'validationLoss';
  const earlyStopping = new EarlyStopping({ monitor, patience: options.patience });
  const history = await fit(network, {
    inputs: withoutInputs(train.inputs, constant),
    targets: train.targets,
    loss,
    optimizer: makeOptimizer(options),
    epochs: options.epochs,
    batchSize: options.batchSize ?? defaultBatchSize(train.targets.length),
    random: createRandom(seed, 'batches'),
    classWeight: weightsFor(data, train),
    ...(validation && { validationData: validation, validationClassWeight: weightsFor(data, validation) }),
    callbacks: [earlyStopping, ...callbacks],
  });
  const uncalibrated = new Classifier({ network, output, ...data });
  const calibration = validation && calibrate(uncalibrated, validation, options.calibrate);
  const classifier = new Classifier({ network, output, ...data, calibration });
  return { classifier, history, bestEpoch: earlyStopping.bestEpoch };
}

function calibrate(
  classifier: Classifier,
  { inputs, targets }: Dataset,
  method: CalibrationMethod,
): Calibration | null {
  if (method === 'none') return null;
  const logits = classifier.logits(inputs, 'natural');
  return method === 'temperature' ? fitTemperature(logits, targets) : fitPlatt(logits, targets);
}

/** @param constant the inputs without weights in the first layer */
function architecture(
  { hidden, l2, dropout }: TrainingOptions,
  outputUnits: number,
  constant: readonly number[],
): Layer[] {
  const layers: Layer[] = [];
  for (const units of [...hidden, outputUnits]) {
    const kernelInitializer = layers.length === 0 ? withoutWeights(glorotUniform, constant) : glorotUniform;
    layers.push(new Dense({ units, l2, kernelInitializer }), new ReLU());
    if (dropout > 0) layers.push(new Dropout({ rate: dropout }));
  }
  // The output is the last dense layer: logits, as they are.
  return layers.slice(0, dropout > 0 ? -2 : -1);
}

function makeOptimizer({ optimizer, learningRate, momentum }: TrainingOptions): Optimizer {
  return optimizer === 'adam' ? new Adam({ learningRate }) : new SGD({ learningRate, momentum });
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
