/**
 * The file of the code that computes each equation.
 */
export const EQUATION_FILES: Readonly<Record<string, string>> = {
  standardise: 'src/preprocessing/features/standard-scaler.ts',
  'dense.z': 'src/nn/layers/dense.ts',
  relu: 'src/nn/layers/relu.ts',
  dropout: 'src/nn/layers/dropout.ts',
  softmax: 'src/tensor/kernels/reference.ts',
  'sparse-ce': 'src/tensor/kernels/reference.ts',
  'sigmoid-ce': 'src/nn/losses/sigmoid-crossentropy.ts',
  'dce.dz': 'src/tensor/kernels/reference.ts',
  'dense.dW': 'src/nn/layers/dense.ts',
  'dense.db': 'src/nn/layers/dense.ts',
  'dense.dx': 'src/nn/layers/dense.ts',
  'relu.dz': 'src/nn/layers/relu.ts',
  l2: 'src/nn/layers/regularizers.ts',
  'adam.m': 'src/tensor/kernels/reference.ts',
  'adam.v': 'src/tensor/kernels/reference.ts',
  'adam.mhat': 'src/nn/optimizers/adam-taps.ts',
  'adam.vhat': 'src/nn/optimizers/adam-taps.ts',
  'adam.alpha': 'src/nn/optimizers/adam.ts',
  'adam.step': 'src/tensor/kernels/reference.ts',
  'sgd.step': 'src/nn/optimizers/sgd.ts',
};
