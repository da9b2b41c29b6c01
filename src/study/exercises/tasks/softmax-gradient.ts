/**
 * The gradient of softmax and cross-entropy with respect to the logits.
 */
import { referenceKernels } from '../../../tensor/kernels/reference.ts';
import type { Exercise } from '../exercise.ts';

export const SOFTMAX_GRADIENT: Exercise = {
  id: 'softmax-gradient',
  title: 'the gradient of softmax and cross-entropy',
  module: 'tensor/kernels/reference',
  part: 'referenceKernels',
  only: 'softmaxCrossentropy',
  task: [
    'How fast does the loss grow with each logit? softmaxCrossentropy is left with the loop over the rows; what fills dZ is missing.',
    'p and dZ [n, k] are stored row by row. p is filled already. Fill dZ[start] … dZ[end - 1], those of row i; chosen is the place of its right class, weight is how often the row counts, rows is n. The loss is taken from the exercise before: leave total alone.',
    'The loss of the batch is 1/n · Σ w·(ln Σ exp(z) − z_y), the mean over its n rows, each counted as often as its weight w says.',
  ],
  equations: ['dce.dz'],
  formulas: null,
  blanks: ['dZ of the row, from its p'],
  beside: ['softmax', 'sparse-ce'],
  complete: (kernels) => ({
    ...kernels,
    softmaxCrossentropy: (z, targets, weights, p, dZ, rows, columns) => {
      const total = referenceKernels.softmaxCrossentropy(z, targets, weights, p, dZ, rows, columns);
      dZ.fill(NaN);
      kernels.softmaxCrossentropy(z, targets, weights, p, dZ, rows, columns);
      return total;
    },
  }),
  hidden: [
    [
      " * p = exp(z − max) / Σ exp(z − max), where max is the row's largest z; dZ = w·(p − 1_y) / n, where y is the row's\n * target and w its weight. Returns Σ w·loss over the rows, with loss = −ln p_y = ln Σ exp(z − max) − (z_y − max).\n",
      ' * Fills dZ, where p is filled already.\n',
    ],
  ],
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
