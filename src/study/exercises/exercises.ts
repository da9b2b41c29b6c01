/**
 * The table of exercises, the easier ones first.
 */
import type { Exercise } from './exercise.ts';
import { ADAM_STEP } from './tasks/adam-step.ts';
import { DENSE_BACKWARD } from './tasks/dense-backward.ts';
import { FAULTS } from './tasks/faults.ts';
import { HE_START } from './tasks/he-start.ts';
import { RELU_MASK } from './tasks/relu-mask.ts';
import { SOFTMAX_GRADIENT } from './tasks/softmax-gradient.ts';
import { SOFTMAX_LOSS } from './tasks/softmax-loss.ts';

export const EXERCISES: readonly Exercise[] = [
  RELU_MASK,
  SOFTMAX_LOSS,
  SOFTMAX_GRADIENT,
  DENSE_BACKWARD,
  ADAM_STEP,
  HE_START,
  ...FAULTS,
];
