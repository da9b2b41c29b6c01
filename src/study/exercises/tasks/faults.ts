/**
 * Whole files with one fault in each: the student sees a symptom, finds the fault and mends it.
 */
import type { Exercise } from '../exercise.ts';

const NOTHING_LEFT_OUT = { formulas: [], blanks: [], hidden: [], mistakes: [] };

export const FAULTS: readonly Exercise[] = [
  {
    ...NOTHING_LEFT_OUT,
    id: 'bug-1',
    title: 'find the bug: the larger the batch, the larger the steps',
    equations: ['dce.dz'],
    module: 'tensor/kernels/reference',
    part: 'referenceKernels',
    task: [
      'A network learns well in batches of 8 rows. In batches of 256 rows, plain gradient descent with the same learning rate runs away.',
    ],
    fault: [[' * weight) / rows', ' * weight)']],
  },
  {
    ...NOTHING_LEFT_OUT,
    id: 'bug-2',
    title: 'find the bug: only the last layer learns',
    equations: ['dense.dx'],
    module: 'tensor/kernels/reference',
    part: 'referenceKernels',
    task: [
      'The weights of the last layer get the right gradients. Those of all layers before it get wrong ones, though every shape fits.',
    ],
    fault: [['b[j * inner + s]', 'b[s * columns + j]']],
  },
  {
    ...NOTHING_LEFT_OUT,
    id: 'bug-3',
    title: 'find the bug: the L2 penalty does nothing',
    equations: ['l2'],
    module: 'nn/layers/dense',
    part: 'Dense',
    task: ['The penalty l2 is part of the loss that is printed. But the weights come out the same whatever l2 is.'],
    fault: [
      [
        'matmulTN(x, dZ, kernel.gradient);\n        if (this.options.l2 > 0)\n            addL2Gradient(this.options.l2, kernel);',
        'if (this.options.l2 > 0)\n            addL2Gradient(this.options.l2, kernel);\n        matmulTN(x, dZ, kernel.gradient);',
      ],
    ],
  },
  {
    ...NOTHING_LEFT_OUT,
    id: 'bug-4',
    title: 'find the bug: the first steps are too small',
    equations: ['adam.alpha'],
    module: 'nn/optimizers/adam',
    part: 'Adam',
    task: [
      'Training begins slowly. The first step moves each weight by a tenth of the learning rate, though Adam’s first step should be about the learning rate itself. After some fifty steps nothing is wrong any more.',
    ],
    fault: [['Math.sqrt(1 - this.beta2Power)) / (1 - this.beta1Power)', 'Math.sqrt(1 - this.beta2Power))']],
  },
];
