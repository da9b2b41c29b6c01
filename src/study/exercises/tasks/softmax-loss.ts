/**
 * Softmax and cross-entropy forward: from logits to probabilities and the loss.
 */
import { referenceKernels } from '../../../tensor/kernels/reference.ts';
import type { Exercise } from '../exercise.ts';

export const SOFTMAX_LOSS: Exercise = {
  id: 'softmax-loss',
  title: 'softmax and cross-entropy, forward',
  module: 'tensor/kernels/reference',
  part: 'referenceKernels',
  only: 'softmaxCrossentropy',
  task: [
    'softmaxCrossentropy turns the logits of each row into probabilities, and adds up the losses of the rows. Its inner part is missing.',
    'z [n, k], stored row by row: the logits of row i are z[start] … z[end - 1], that of its right class is z[chosen]. Fill p[start] … p[end - 1], and add weight times the loss of the row to total. The caller takes the mean: total is a plain sum. Leave dZ alone; it is the next exercise.',
    'Logits can be large: exp(1000) is Infinity. What can be subtracted from all logits of a row so that no probability changes?',
    'exp and log are imported; they give the same bits in every engine.',
  ],
  formulas: ['p_j = exp(z_j) / Σ exp(z)', 'loss = −ln p_y, with y the right class'],
  equations: ['softmax', 'sparse-ce'],
  blanks: ['p of the row, and its loss'],
  complete: (kernels) => ({
    ...kernels,
    softmaxCrossentropy: (z, targets, weights, p, dZ, rows, columns) => {
      const total = kernels.softmaxCrossentropy(z, targets, weights, p, dZ, rows, columns);
      const scratch = new Float32Array(p.length);
      referenceKernels.softmaxCrossentropy(z, targets, weights, scratch, dZ, rows, columns);
      return total;
    },
  }),
  hidden: [
    [
      " * p = exp(z − max) / Σ exp(z − max), where max is the row's largest z; dZ = w·(p − 1_y) / n, where y is the row's\n * target and w its weight. Returns Σ w·loss over the rows, with loss = −ln p_y = ln Σ exp(z − max) − (z_y − max).\n",
      ' * Fills p, and returns Σ w·loss over the rows. dZ is filled elsewhere: it is the next exercise.\n',
    ],
  ],
  fault: null,
  mistakes: [
    {
      name: 'no-max-shift',
      change: [
        ['exp(z[j] - max)', 'exp(z[j])'],
        ['(z[chosen] - max)', 'z[chosen]'],
      ],
      hint: 'exp of a large logit is Infinity: subtract the row’s largest logit from all of them first.',
    },
    {
      name: 'shift-left-in-loss',
      change: [['(z[chosen] - max)', 'z[chosen]']],
      hint: 'The row’s largest logit is subtracted in one term of the loss, and not in the other.',
    },
    {
      name: 'loss-sign',
      change: [['total += weight', 'total -= weight']],
      hint: 'The loss has the wrong sign: −ln of a probability is at least 0.',
    },
    {
      name: 'no-logarithm-of-sum',
      change: [['(log(sum) - (z[chosen] - max))', '-(z[chosen] - max)']],
      hint: 'There is no ln Σ exp(z): ln p_y has two terms.',
    },
    {
      name: 'mean-taken-twice',
      change: [
        ['total += weight * (log(sum) - (z[chosen] - max))', 'total += weight * (log(sum) - (z[chosen] - max)) / rows'],
      ],
      hint: 'The mean over the rows is taken twice: the caller divides by n.',
    },
    {
      name: 'weight-forgotten',
      change: [['total += weight * (', 'total += (']],
      hint: 'Each row’s loss counts as often as its weight says.',
    },
    {
      name: 'wrong-class',
      change: [['(z[chosen] - max)', '(z[start] - max)']],
      hint: 'The loss is that of the right class: its logit is z[chosen].',
    },
    {
      name: 'not-divided-by-sum',
      change: [['p[j] / sum', 'p[j]']],
      hint: 'The probabilities of a row sum to 1: divide by Σ exp(z).',
    },
  ],
};
