/**
 * The gradient of softmax and cross-entropy with respect to the logits.
 */
import type { Exercise } from '../exercise.ts';

export const SOFTMAX_GRADIENT: Exercise = {
  id: 'softmax-gradient',
  title: 'the gradient of softmax and cross-entropy',
  module: 'tensor/kernels/reference',
  part: 'referenceKernels',
  task: [
    'How fast does the loss grow with each logit? softmaxCrossentropy has the probabilities; the line that fills dZ is missing.',
    'dZ [n, k], stored row by row like z and p. In the loop, dZ[j] is that of one logit of row i, and probability is its p. Of the row you know chosen, the place of its right class, and weight. rows is n.',
    'The loss of the batch is 1/n · Σ w·(ln Σ exp(z) − z_y), the mean over its n rows, each counted as often as its weight w says.',
  ],
  formulas: null,
  equations: ['dce.dz'],
  blanks: [{ what: 'dZ[j]' }],
  hidden: [],
  fault: null,
  mistakes: [
    {
      name: 'no-mean',
      change: [[' * weight) / rows', ' * weight)']],
      hint: 'The loss is a mean over the rows: what does that make of the gradient of each?',
    },
    {
      name: 'sign',
      change: [['(probability - (j === chosen ? 1 : 0))', '((j === chosen ? 1 : 0) - probability)']],
      hint: 'The sign: the loss falls when the logit of the right class grows.',
    },
    {
      name: 'no-one-hot',
      change: [['(probability - (j === chosen ? 1 : 0))', 'probability']],
      hint: 'At the right class there is a second term: the derivative of −z_y.',
    },
    {
      name: 'class-in-place-of-position',
      change: [['j === chosen ?', 'j === targets[i] ?']],
      hint: 'j runs through all rows: the right class of row i is at start + its number, which is chosen.',
    },
    {
      name: 'next-class',
      change: [['j === chosen ?', 'j === chosen + 1 ?']],
      hint: '1 is subtracted at another class than the right one.',
    },
    {
      name: 'weight-forgotten',
      change: [[' * weight) / rows', ') / rows']],
      hint: 'Each row’s loss counts as often as its weight says, and so does its gradient.',
    },
  ],
};
