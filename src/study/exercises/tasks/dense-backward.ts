/**
 * Backward through a dense layer: dW, db and dX.
 */
import type { Exercise } from '../exercise.ts';

export const DENSE_BACKWARD: Exercise = {
  id: 'dense-backward',
  title: 'backward through a dense layer: dW, db and dX',
  module: 'nn/layers/dense',
  part: 'Dense',
  task: [
    'A dense layer computes z = x·W + b. backward is given dZ, how fast the loss grows with each z, and fills the gradients of W, b and x. Its lines are missing.',
    'x [n, d], dZ [n, u] and dX [n, d] are tensors; so are kernel.value, which is W [d, u], kernel.gradient, where dW [d, u] goes, and bias.gradient, where db [u] goes. A layer without a bias has an undefined bias; dX is null where nobody needs it.',
    'All that is needed is imported. matmul(a, b, out), matmulTN(a, b, out) and matmulNT(a, b, out) multiply a by b: TN reads a as its transpose, NT reads b as its transpose. sumRows(x, out) adds up the rows. Find the products by their shapes.',
  ],
  formulas: null,
  equations: ['dense.dW', 'dense.db', 'dense.dx'],
  blanks: ['dW', 'db, and dX'],
  hidden: [
    [', so dW = xᵀ·dZ.', '.'],
    [', so dX = dZ·Wᵀ.', '.'],
  ],
  fault: null,
  mistakes: [
    {
      name: 'dw-sign',
      change: [
        [
          'matmulTN(x, dZ, kernel.gradient);',
          'matmulTN(x, dZ, kernel.gradient); kernel.gradient.data.forEach((g, i, all) => (all[i] = -g));',
        ],
      ],
      hint: 'The sign of dW: the gradient says how the loss grows; going down is the optimizer’s part.',
    },
    {
      name: 'dw-missing',
      change: [['matmulTN(x, dZ, kernel.gradient);', ';']],
      hint: 'Nothing is written to kernel.gradient.',
    },
    {
      name: 'dw-transposed',
      change: [
        [
          'matmulTN(x, dZ, kernel.gradient);',
          'matmulTN(x, dZ, kernel.gradient); { const [d, u] = kernel.shape; const right = kernel.gradient.data.slice(); right.forEach((g, i) => (kernel.gradient.data[(i % u) * d + Math.floor(i / u)] = g)); }',
        ],
      ],
      hint: 'dW has the right numbers at the wrong places: it is laid out as its transpose, and W is [d, u].',
    },
    {
      name: 'dw-mean',
      change: [
        [
          'matmulTN(x, dZ, kernel.gradient);',
          'matmulTN(x, dZ, kernel.gradient); kernel.gradient.data.forEach((g, i, all) => (all[i] = g / x.rows));',
        ],
      ],
      hint: 'The mean is taken twice: dZ holds the 1/n of the loss already.',
    },
    {
      name: 'db-missing',
      change: [['sumRows(dZ, bias.gradient);', ';']],
      hint: 'Nothing is written to bias.gradient.',
    },
    {
      name: 'db-mean',
      change: [
        [
          'sumRows(dZ, bias.gradient);',
          '{ sumRows(dZ, bias.gradient); bias.gradient.data.forEach((g, i, all) => (all[i] = g / dZ.rows)); }',
        ],
      ],
      hint: 'db is the sum over the rows, not the mean: dZ holds the 1/n of the loss already.',
    },
    { name: 'dx-missing', change: [['matmulNT(dZ, kernel.value, dX);', ';']], hint: 'Nothing is written to dX.' },
    {
      name: 'dx-with-gradient',
      change: [['matmulNT(dZ, kernel.value, dX);', 'matmulNT(dZ, kernel.gradient, dX);']],
      hint: 'dX is made of the weights, not of their gradient.',
    },
    {
      name: 'dx-sign',
      change: [
        [
          'matmulNT(dZ, kernel.value, dX);',
          '{ matmulNT(dZ, kernel.value, dX); dX.data.forEach((g, i, all) => (all[i] = -g)); }',
        ],
      ],
      hint: 'The sign of dX: z grows with x as fast as the weight says.',
    },
  ],
};
