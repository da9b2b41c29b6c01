/**
 * The student's path: the whole of training, from the idea to the loop, in files to be read from the first line to the
 * last. `test/study/reading-path.test.ts` counts their lines and holds what they import to this page.
 */

/** All lines of all pages together, comments and blank lines included. */
export const MOST_LINES = 700;

export interface Page {
  /** From `src`. */
  readonly file: string;
  /** What there is to see. */
  readonly about: string;
}

export const READING_PATH: readonly Page[] = [
  {
    file: 'study/reference/network.ts',
    about: 'the whole network as a textbook has it, in plain arrays: forward, loss, backward',
  },
  { file: 'tensor/kernels/reference.ts', about: 'the same operations on float32 arrays, as loops' },
  { file: 'nn/layers/layer.ts', about: 'what a layer is' },
  { file: 'nn/layers/dense.ts', about: 'a layer with weights: z = x·W + b, and dW, db and dX by the chain rule' },
  { file: 'nn/layers/relu.ts', about: 'a layer without: a = max(0, z), and what happens at 0' },
  { file: 'nn/losses/softmax-crossentropy.ts', about: 'the loss, and why its gradient is p − 1 at the right class' },
  { file: 'nn/sequential.ts', about: 'forward walks the layers, backward walks them back' },
  { file: 'nn/train-step.ts', about: 'one step of learning: forward, loss, backward, optimizer' },
  { file: 'nn/optimizers/adam.ts', about: 'how far each weight moves, and why the first steps are corrected' },
  { file: 'training/fit.ts', about: 'the loop: epochs of shuffled batches, a step for each' },
  { file: 'training/early-stopping.ts', about: 'when to stop, and why other rows than the learned ones decide it' },
  { file: 'preprocessing/prepare.ts', about: 'from a table to the rows of training, validation and test' },
];

/**
 * What the pages import besides each other. One sentence on each is enough to read on.
 */
export const TAKEN_ON_TRUST: Readonly<Record<string, string>> = {
  'data/schema.ts': 'what the columns of a table are: features, target, ID',
  'data/table.ts': 'a table: columns with names',
  'nn/built-network.ts': 'builds the layers, lays out their parameters and names what taps see',
  'nn/layers/dense-options.ts': 'what a dense layer may be told',
  'nn/layers/initializers.ts': 'draws start values, and derives how large they should be (Glorot, He)',
  'nn/layers/layer-config.ts': 'a layer’s options as JSON',
  'nn/layers/regularizers.ts': 'the L2 penalty λ·Σw² and its gradient 2λ·W',
  'nn/learner.ts': 'a network with its loss and its optimizer; a batch of rows',
  'nn/losses/loss-memory.ts': 'memory for p and dZ, kept from batch to batch',
  'nn/losses/loss.ts': 'what a loss is, and the check of its targets',
  'nn/losses/softmax.ts': 'probabilities of logits alone, without a loss',
  'nn/losses/softmax-taps.ts': 'shows a tap the exponentials that p is made of',
  'nn/optimizers/adam-options.ts': 'what Adam may be told',
  'nn/optimizers/adam-taps.ts': 'shows a tap the corrected moments and the step',
  'nn/optimizers/optimizer.ts': 'what an optimizer is, and the memory of its state',
  'nn/parameter.ts': 'an array that is trained, with its gradient; all of them lie in one block',
  'nn/reserve-memory.ts': 'takes all memory before training begins',
  'nn/row-buffer.ts': 'memory for rows, kept from batch to batch',
  'nn/rules.ts': 'holds options to their ranges',
  'nn/tap.ts': 'a function that is shown every tensor by its name',
  'preprocessing/encode-rows.ts': 'fits the encoding on the training rows and applies it to all',
  'preprocessing/label-table.ts': 'the class of each row, and what relates rows',
  'preprocessing/preparation-options.ts': 'what `prepare` may be told',
  'preprocessing/prepared-data.ts': 'what comes out of `prepare`',
  'preprocessing/rows/choose-rows.ts': 'splits and balances, in one of the two orders',
  'preprocessing/rows/row-checks.ts': 'refuses tables with too few rows',
  'preprocessing/rows/split.ts': 'the three parts as row numbers',
  'random.ts': 'random numbers from a seed',
  'tensor/exponential.ts': 'exp and log with the same bits in every engine',
  'tensor/kernels/complete-kernels.ts': 'makes the loops a whole set of kernels',
  'tensor/kernels/current.ts': 'the set of kernels in use: the loops, or faster ones with the same bits',
  'tensor/kernels/kernels.ts': 'the signatures of the operations',
  'tensor/matmul.ts': 'matrix products, their shapes checked',
  'tensor/operations.ts': 'operations on rows, their shapes checked',
  'tensor/tensor.ts': 'a float32 array with a shape',
  'training/batches.ts': 'shuffles rows and copies a batch of them side by side',
  'training/callback.ts': 'what may be told of a training as it goes',
  'training/early-stopping-options.ts': 'what early stopping may be told',
  'training/evaluate-loss.ts': 'loss and accuracy on rows, without learning from them',
  'training/finite.ts': 'stops when a number is no longer finite',
  'training/fit-options.ts': 'what `fit` is told, held to the network',
  'training/history.ts': 'the figures of each epoch',
  'training/weighted-mean.ts': 'the mean of loss and accuracy over an epoch',
};

export interface Derivation {
  readonly file: string;
  /** The line of the result, as it stands there. */
  readonly result: string;
}

/** Where the code computes it, in at most eight lines each. */
export const DERIVATIONS: readonly Derivation[] = [
  { file: 'nn/layers/dense.ts', result: 'so dW = xᵀ·dZ' },
  { file: 'nn/layers/dense.ts', result: 'db[j] = Σᵢ dZ[i, j]' },
  { file: 'nn/layers/dense.ts', result: 'so dX = dZ·Wᵀ' },
  { file: 'nn/losses/softmax-crossentropy.ts', result: 'p − 1_y' },
  { file: 'nn/layers/relu.ts', result: 'dZ = dA where z > 0' },
  { file: 'nn/optimizers/adam.ts', result: 'm̂ = m / (1 − β1ᵗ)' },
  { file: 'nn/layers/initializers.ts', result: 'l = √(6 / (fanIn + fanOut))' },
  { file: 'nn/layers/initializers.ts', result: 'l = √(6 / fanIn)' },
  { file: 'nn/layers/dropout.ts', result: '(1 − rate)·x·1 / (1 − rate)' },
  { file: 'nn/layers/regularizers.ts', result: 'dW += 2λ·W' },
  { file: 'training/early-stopping.ts', result: 'Why validation rows decide' },
];
