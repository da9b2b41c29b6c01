/**
 * The main job: prepared rows in, a trained classifier out. Dense layers with ReLU, an optimizer, early stopping on the
 * validation loss.
 */
import { fitPlatt, fitTemperature, type Calibration, type CalibrationMethod } from '../evaluation/calibration.ts';
import { Dense } from '../nn/layers/dense.ts';
import { Dropout } from '../nn/layers/dropout.ts';
import type { Layer } from '../nn/layers/layer.ts';
import { ReLU } from '../nn/layers/relu.ts';
import { Adam } from '../nn/optimizers/adam.ts';
import type { Optimizer } from '../nn/optimizers/optimizer.ts';
import { requireMemory } from '../nn/reserve-memory.ts';
import { Sequential } from '../nn/sequential.ts';
import { SGD } from '../nn/optimizers/sgd.ts';
import { classShares, classWeights } from '../preprocessing/rows/balance.ts';
import { classCounts, type Dataset } from '../preprocessing/dataset.ts';
import type { PreparedData } from '../preprocessing/prepare.ts';
import { createRandom } from '../random.ts';
import type { Callback } from './callback.ts';
import { Classifier, makeLoss, type Evaluation, type Output } from '../model/classifier.ts';
import { EarlyStopping } from './early-stopping.ts';
import { fit } from './fit.ts';
import type { History } from './history.ts';

export interface TrainingOptions {
  /** Units of each hidden layer; an empty list is logistic regression. */
  readonly hidden: readonly number[];
  readonly output: Output;
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: 'adam' | 'sgd';
  readonly learningRate: number;
  /** For `sgd`. */
  readonly momentum: number;
  /** Epochs without an improvement of the validation loss before training stops. */
  readonly patience: number;
  /** λ of the L2 penalty on every kernel. */
  readonly l2: number;
  /** Dropout rate behind each hidden layer. */
  readonly dropout: number;
  /** How probabilities of the natural mix are corrected, learned from the validation rows; default `none`. */
  readonly calibrate?: CalibrationMethod;
  readonly seed: string;
}

export interface TrainedClassifier {
  readonly classifier: Classifier;
  readonly history: History;
  /** The epoch whose weights were kept, from 1. */
  readonly bestEpoch: number;
  readonly validation: Evaluation;
  readonly test: Evaluation;
}

/**
 * @throws TrainingError when a NaN or an Infinity appears.
 * @throws MemoryError when the host hasn't the memory for the network.
 */
export async function trainClassifier(
  data: PreparedData,
  options: TrainingOptions,
  callbacks: readonly Callback[] = [],
): Promise<TrainedClassifier> {
  const { seed, output } = options;
  const loss = makeLoss(output);
  const units = loss.outputUnits(data.classes.length);
  requireMemory([data.train.inputs.columns, ...options.hidden, units]);
  const network = new Sequential(architecture(options, units), {
    inputDim: data.train.inputs.columns,
    random: createRandom(seed, 'weights'),
  });
  const earlyStopping = new EarlyStopping({ patience: options.patience });
  const history = await fit(network, {
    ...data.train,
    loss,
    optimizer: makeOptimizer(options),
    epochs: options.epochs,
    batchSize: options.batchSize,
    random: createRandom(seed, 'batches'),
    validationData: data.validation,
    classWeight: weightsFor(data, data.train),
    validationClassWeight: weightsFor(data, data.validation),
    callbacks: [earlyStopping, ...callbacks],
  });
  const uncalibrated = new Classifier({ network, output, ...data });
  const calibration = calibrate(uncalibrated, data, options.calibrate ?? 'none');
  const classifier = new Classifier({ network, output, ...data, calibration });
  return {
    classifier,
    history,
    bestEpoch: earlyStopping.bestEpoch,
    validation: classifier.evaluate(data.validation, data.heldOutMix),
    test: classifier.evaluate(data.test, data.heldOutMix),
  };
}

/** @throws RangeError when the validation rows don't come in the natural mix, or Platt is asked for more than 2 classes. */
function calibrate(
  classifier: Classifier,
  { validation, heldOutMix }: PreparedData,
  method: CalibrationMethod,
): Calibration | null {
  if (method === 'none') return null;
  if (heldOutMix !== 'natural') throw new RangeError('calibrate: the validation rows do not come in the natural mix');
  const logits = classifier.logits(validation.inputs, 'natural');
  return method === 'temperature' ? fitTemperature(logits, validation.targets) : fitPlatt(logits, validation.targets);
}

function architecture({ hidden, l2, dropout }: TrainingOptions, outputUnits: number): Layer[] {
  const block = (units: number): Layer[] => [
    new Dense({ units, l2 }),
    new ReLU(),
    ...(dropout > 0 ? [new Dropout({ rate: dropout })] : []),
  ];
  return [...hidden.flatMap(block), new Dense({ units: outputUnits, l2 })];
}

function makeOptimizer({ optimizer, learningRate, momentum }: TrainingOptions): Optimizer {
  return optimizer === 'adam' ? new Adam({ learningRate }) : new SGD({ learningRate, momentum });
}

/**
 * Weights that make these rows count in the training mix, so that training and validation loss measure the same thing;
 * null where the rows come in that mix already.
 */
function weightsFor({ priors, classes, balance, heldOutMix, train }: PreparedData, rows: Dataset): number[] | null {
  const inTrainingMix = rows === train ? balance !== 'weights' : heldOutMix === 'training' || balance === 'none';
  if (inTrainingMix) return null;
  return classWeights(classShares(classCounts(rows.targets, classes.length)), priors.training);
}
