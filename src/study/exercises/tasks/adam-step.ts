/**
 * One step of Adam.
 */
import type { Exercise } from '../exercise.ts';

export const ADAM_STEP: Exercise = {
  id: 'adam-step',
  title: 'a step of Adam',
  module: 'tensor/kernels/reference',
  part: 'referenceKernels',
  only: 'adam',
  task: [
    'adam moves each weight w[i] by its gradient g[i]. It keeps two running means, m of g and v of g², and steps by the ratio of m to √v. What it does to one weight is missing.',
    'w, g, m and v are arrays of the same length. Change m[i], v[i] and w[i]; only read g[i]. alpha is αₜ, the step size with both bias corrections in it; oneMinusBeta1 is 1 − β1, oneMinusBeta2 is 1 − β2, decay is α·λ.',
    'fround and sqrt are at hand. Without fround the numbers differ in their eighth digit, which passes.',
  ],
  formulas: null,
  equations: ['adam.m', 'adam.v', 'adam.step'],
  blanks: ['m[i], v[i] and w[i]'],
  hidden: [],
  fault: null,
  mistakes: [
    {
      name: 'climbs',
      change: [['w[i] = w[i] - ', 'w[i] = w[i] + ']],
      hint: 'The sign of the step: it goes against the gradient.',
    },
    { name: 'no-square', change: [['fround(g[i] * g[i])', 'g[i]']], hint: 'v is the running mean of g², not of g.' },
    {
      name: 'no-root',
      change: [['fround(sqrt(v[i]))', 'v[i]']],
      hint: 'The step is divided by the root of v, not by v.',
    },
    {
      name: 'no-memory',
      change: [['m[i] = m[i] + fround(fround(g[i] - m[i]) * oneMinusBeta1)', 'm[i] = fround(g[i] * oneMinusBeta1)']],
      hint: 'm forgets what it was; it should move from there a little towards g.',
    },
    {
      name: 'beta-swapped',
      change: [['fround(g[i] - m[i]) * oneMinusBeta1', 'fround(g[i] - m[i]) * oneMinusBeta2']],
      hint: 'm moves with β1, v with β2.',
    },
    {
      name: 'beta-not-one-minus',
      change: [['fround(g[i] - m[i]) * oneMinusBeta1', 'fround(g[i] - m[i]) * (1 - oneMinusBeta1)']],
      hint: 'm moves towards g by the share 1 − β1, a tenth, not by β1.',
    },
    {
      name: 'no-decay',
      change: [['fround(fround(decay * w[i]) + step)', 'step']],
      hint: 'The decay is missing: each weight loses α·λ of itself.',
    },
    {
      name: 'no-epsilon',
      change: [['fround(fround(sqrt(v[i])) + epsilon)', 'fround(sqrt(v[i]))']],
      hint: 'ε is added to √v, so that the step stays small where all gradients are.',
    },
    {
      name: 'epsilon-in-root',
      change: [['fround(fround(sqrt(v[i])) + epsilon)', 'fround(sqrt(v[i] + epsilon))']],
      hint: 'ε stands beside the root, not in it.',
    },
  ],
};
