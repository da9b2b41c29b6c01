/**
 * The options of a training.
 */
import { CALIBRATION_METHODS } from '../evaluation/calibration.ts';
import type { Output } from '../model/output.ts';
import type { CompleteOptions, GivenOptions, OptionTable } from '../options/option-spec.ts';
import { PREPARATION_OPTIONS } from '../preprocessing/preparation-options.ts';

export const TRAINING_OPTIONS = {
  hidden: {
    kind: 'widths',
    max: 65_536,
    default: [50, 50, 50],
    describe: 'units of the hidden layers, such as 50,50,50, or none',
  },
  outputActivation: {
    kind: 'choice',
    choices: ['softmax', 'sigmoid'] satisfies readonly Output[],
    default: 'softmax',
    describe: 'softmax has one unit per class; sigmoid has a single unit, for two classes',
  },
  epochs: {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    default: 200,
    describe: 'maximum number of passes over the training rows',
  },
  batchSize: {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    describe: 'rows per step; default: 200, or fewer for small files: at least 8 steps an epoch',
  },
  optimizer: { kind: 'choice', choices: ['adam', 'sgd'], default: 'adam', describe: 'how the weights are updated' },
  learningRate: { kind: 'number', min: 0, above: true, max: 1_000_000, default: 0.001, describe: 'step size' },
  momentum: {
    kind: 'number',
    min: 0,
    max: 0.999_999,
    default: 0.9,
    describe: 'share of the last step that sgd keeps',
  },
  patience: {
    kind: 'whole',
    min: 0,
    max: 1_000_000,
    default: 2,
    describe: 'epochs without a better validation loss before training stops',
  },
  ensemble: {
    kind: 'whole',
    min: 1,
    max: 1_000,
    default: 1,
    describe: 'networks that are trained and answer together, their logits averaged',
  },
  members: {
    kind: 'choice',
    choices: ['seeds', 'folds'],
    default: 'seeds',
    describe: 'how networks differ: by seed, or by the fold of rows that stops them',
  },
  weightDecay: {
    kind: 'number',
    min: 0,
    max: 1_000,
    default: 0,
    describe: 'share of each weight, times the step size, that adam takes off it at each step',
  },
  l2: { kind: 'number', min: 0, max: 1_000, default: 0, describe: 'weight of the L2 penalty on the kernels' },
  dropout: { kind: 'number', min: 0, max: 0.99, default: 0, describe: 'share of hidden units dropped in training' },
  calibrate: {
    kind: 'choice',
    choices: CALIBRATION_METHODS,
    default: 'none',
    describe: 'how probabilities are corrected, learned from the validation rows',
  },
  seed: PREPARATION_OPTIONS.seed,
} as const satisfies OptionTable;

export interface TrainingOptions extends CompleteOptions<typeof TRAINING_OPTIONS> {}

/** The options of a training as a caller gives them. */
export interface GivenTrainingOptions extends GivenOptions<typeof TRAINING_OPTIONS> {}
