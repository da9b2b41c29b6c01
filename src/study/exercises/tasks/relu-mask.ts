/**
 * Backward through a ReLU: the mask.
 */
import type { Exercise } from '../exercise.ts';

export const RELU_MASK: Exercise = {
  id: 'relu-mask',
  title: 'backward through a ReLU: the mask',
  module: 'tensor/kernels/reference',
  part: 'referenceKernels',
  only: 'reluGradient',
  task: [
    'A ReLU computes a = max(0, z), element by element. reluGradient is given a and dA, how fast the loss grows with each a, and fills dZ. Its loop is missing.',
    'a, dA and dZ are arrays of the same length; dZ.length is how many elements there are. Write every element of dZ. The ReLU’s z is not given: what does a say about it? At z = 0 the line has a kink; take the slope 0 there.',
  ],
  formulas: null,
  equations: ['relu.dz'],
  blanks: ['dZ'],
  hidden: [['/** dZ = dA where a > 0, else 0 */', '/** dZ, from dA and the mask */']],
  fault: null,
  mistakes: [
    {
      name: 'no-mask',
      change: [['a[i] > 0 ? dA[i] : 0', 'dA[i]']],
      hint: 'The mask is missing: where z ≤ 0, a stays 0 whatever z does, so nothing comes back.',
    },
    {
      name: 'inverted',
      change: [['a[i] > 0 ?', 'a[i] <= 0 ?']],
      hint: 'The mask is inverted: it lets through what it should stop.',
    },
    {
      name: 'times-a',
      change: [['a[i] > 0 ? dA[i] : 0', 'dA[i] * a[i]']],
      hint: 'The slope of a ReLU above 0 is 1, not a.',
    },
    {
      name: 'mask-of-gradient',
      change: [['a[i] > 0 ?', 'dA[i] > 0 ?']],
      hint: 'The mask looks at z, or at a, not at the gradient.',
    },
    { name: 'sign', change: [['? dA[i] : 0', '? -dA[i] : 0']], hint: 'The sign: above 0, a grows as fast as z.' },
    {
      name: 'zeros-not-written',
      change: [['dZ[i] = a[i] > 0 ? dA[i] : 0', 'if (a[i] > 0) dZ[i] = dA[i]']],
      hint: 'Every element of dZ is to be written, those that are 0 as well.',
    },
  ],
};
