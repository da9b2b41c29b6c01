/**
 * One network of a classifier: which rows it learns from, which ones say when to stop, and its training.
 */
import { Dense } from '../../nn/layers/dense.ts';
import { Dropout } from '../../nn/layers/dropout.ts';
import { glorotUniform } from '../../nn/layers/initializers.ts';
import type { Layer } from '../../nn/layers/layer.ts';
import { ReLU } from '../../nn/layers/relu.ts';
import { Adam } from '../../nn/optimizers/adam.ts';
import type { Optimizer } from '../../nn/optimizers/optimizer.ts';
import { SGD } from '../../nn/optimizers/sgd.ts';
import { Sequential } from '../../nn/sequential.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { createRandom } from '../../random.ts';
import { activationOf } from '../../model/output.ts';
import { makeLoss } from '../../model/make-loss.ts';
import type { Callback } from '../callback.ts';
import { EarlyStopping } from '../early-stopping.ts';
import { fit } from '../fit.ts';
import type { History } from '../history.ts';
import { defaultBatchSize } from '../rows/batch-size.ts';
import { constantInputs, withoutInputs, withoutWeights } from '../rows/constant-inputs.ts';
import type { TrainingOptions } from '../training-options.ts';

/** What a network is trained on and how; plain data. */
export interface MemberPlan {
  readonly seed: string;
  /** The number of classes. */
  readonly classCount: number;
  readonly options: TrainingOptions;
  /** The inputs whose weights start at 0, ascending. */
  readonly quietInputs: readonly number[];
  /** How often each training row counts, by its class; null for once. */
  readonly classWeight: readonly number[] | null;
  /** The same for validation rows. */
  readonly validationClassWeight: readonly number[] | null;
}

export interface MemberRows {
  readonly train: Dataset;
  /** If null, the loss of the training rows decides when to stop. */
  readonly validation: Dataset | null;
}

export interface FittedMember {
  readonly network: Sequential;
  readonly history: History;
  /** The epoch whose weights were kept, from 1. */
  readonly bestEpoch: number;
}

/**
 * An input that is alike in all training rows has no weight: whatever stands there later, the scores are the same.
 *
 * @throws as `fit` does.
 */
export async function fitMember(
  plan: MemberPlan,
  { train, validation }: MemberRows,
  callbacks: readonly Callback[] = [],
): Promise<FittedMember> {
  const { options, seed, classWeight, validationClassWeight } = plan;
  const constant = constantInputs(train.inputs);
  const network = makeMember(plan, train.inputs.columns, constant);
  const monitor = validation === null ? 'loss' : 'validationLoss';
  const earlyStopping = new EarlyStopping({ monitor, patience: options.patience });
  const history = await fit(network, {
    inputs: withoutInputs(train.inputs, constant),
    targets: train.targets,
    loss: makeLoss(options.outputActivation),
    optimizer: makeOptimizer(options),
    epochs: options.epochs,
    batchSize: options.batchSize ?? defaultBatchSize(train.targets.length),
    random: createRandom(seed, 'batches'),
    classWeight,
    ...(validation && { validationData: validation, validationClassWeight }),
    callbacks: [earlyStopping, ...callbacks],
  });
  return { network, history, bestEpoch: earlyStopping.bestEpoch };
}

/**
 * The network as it starts.
 *
 * @param constant inputs that have no weights, then
 * @param random draws the weights, and the masks of dropout
 */
export function makeMember(
  { options, seed, classCount, quietInputs }: MemberPlan,
  inputDim: number,
  constant: readonly number[] = [],
  random = createRandom(seed, 'weights'),
): Sequential {
  const outputUnits = activationOf(options.outputActivation).outputUnits(classCount);
  return new Sequential(architecture(options, outputUnits, [...constant, ...quietInputs]), {
    inputDim,
    random,
  });
}

function architecture(
  { hidden, l2, dropout }: TrainingOptions,
  outputUnits: number,
  weightless: readonly number[],
): Layer[] {
  const layers: Layer[] = [];
  for (const units of [...hidden, outputUnits]) {
    const kernelInitializer = layers.length === 0 ? withoutWeights(glorotUniform, weightless) : glorotUniform;
    layers.push(new Dense({ units, l2, kernelInitializer }), new ReLU());
    if (dropout > 0) layers.push(new Dropout({ rate: dropout }));
  }
  // The output is the last dense layer: logits, as they are.
  return layers.slice(0, dropout > 0 ? -2 : -1);
}

/** The options of a training that are about its optimizer. */
export type OptimizerOptions = Pick<TrainingOptions, 'optimizer' | 'learningRate' | 'momentum' | 'weightDecay'>;

/** @throws RangeError for an option out of its range. */
export function makeOptimizer({ optimizer, learningRate, momentum, weightDecay }: OptimizerOptions): Optimizer {
  return optimizer === 'adam' ? new Adam({ learningRate, weightDecay }) : new SGD({ learningRate, momentum });
}
