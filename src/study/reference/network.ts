/**
 * A whole neural network in plain arrays: forward, loss, backward. It imports nothing and is slow; glassnet's fast code
 * is tested against it.
 *
 * A layer computes z = x·W + b and a = max(0, z). The last layer has only z: its numbers are called logits, and softmax
 * turns them into probabilities. Letters, here and everywhere: n rows, d features that go into a layer, u units that
 * come out, k classes. `dX` is the gradient of the loss with respect to X: how fast the loss grows when an element of X
 * grows. In the code, `!` says that an element exists; `?.` and `??` handle values that may be missing.
 */
export type Matrix = number[][];

export interface ReferenceLayer {
  kernel: Matrix; // W [d, u]
  bias: number[] | null; // b [u]
  activation: 'relu' | 'linear';
  l2?: number; // λ of the penalty λ·Σw² over the kernel, added to the loss
  dropoutMask?: Matrix; // [n, u], multiplies the activation: 0 drops a unit, 1 / (1 − rate) keeps it
}

type Layers = readonly ReferenceLayer[];

/** What training minimises: the mean of the rows' losses. */
export interface Objective {
  loss: 'sparseCategoricalCrossentropy' | 'binaryCrossentropy'; // of k logits, or of one logit for two classes
  targets: readonly number[]; // [n], class numbers from 0
  weights?: readonly number[]; // [n], how often each row's loss counts; once where left out
}

export interface ForwardValues {
  layers: { z: Matrix; a: Matrix }[]; // [n, u] each, before and after activation and dropout
  p: Matrix; // [n, k] class probabilities; [n, 1] the probability of class 1 if there is one logit
}

export interface Gradients {
  layers: { kernel: Matrix; bias: number[] | null }[]; // dW and db
  input: Matrix; // dX [n, d]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
const matmul = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => {
    const sums = b[0]!.map(() => 0);
    for (let i = 0; i < row.length; i++) for (let j = 0; j < sums.length; j++) sums[j]! += row[i]! * b[i]![j]!;
    return sums;
  });

/** A matrix whose element [i, j] is combine(a[i, j], b[i, j]). */
const zip = (a: Matrix, b: Matrix, combine: (a: number, b: number) => number): Matrix =>
  a.map((row, i) => row.map((value, j) => combine(value, b[i]![j]!)));

/** exp(z) / Σ exp(z). The largest logit is subtracted first: the result is the same, and exp stays finite. */
function softmax(logits: readonly number[]): number[] {
  const powers = logits.map((z) => Math.exp(z - Math.max(...logits)));
  return powers.map((power) => power / sum(powers));
}

/** 1 / (1 + exp(−z)), written so that exp never overflows. */
const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** One row's −ln softmax(logits)[target] = ln Σ exp(z) − z_target. */
function categoricalLoss(logits: readonly number[], target: number): number {
  const largest = Math.max(...logits);
  return largest + Math.log(sum(logits.map((z) => Math.exp(z - largest)))) - logits[target]!;
}

/** One row's −ln of the probability of its target: max(z, 0) − z·y + ln(1 + exp(−|z|)). */
const binaryLoss = (z: number, target: number): number =>
  Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));

export function forward(layers: Layers, x: Matrix, name: Objective['loss']): ForwardValues {
  const values: ForwardValues['layers'] = [];
  let input = x;
  for (const { kernel, bias, activation, dropoutMask } of layers) {
    const z = matmul(input, kernel).map((row) => row.map((value, j) => value + (bias?.[j] ?? 0)));
    const active = activation === 'relu' ? z.map((row) => row.map((value) => Math.max(value, 0))) : z;
    const a = dropoutMask === undefined ? active : zip(active, dropoutMask, (value, mask) => value * mask);
    values.push({ z, a });
    input = a;
  }
  return { layers: values, p: input.map((row) => (name === 'binaryCrossentropy' ? row.map(sigmoid) : softmax(row))) };
}

/** The loss of a forward pass: the mean over the rows, and the L2 penalty of every layer. */
export function lossOf(values: ForwardValues, layers: Layers, objective: Objective): number {
  const { loss: name, targets, weights } = objective;
  const losses = values.layers.at(-1)!.a.map((logits, i) => {
    const y = targets[i]!;
    const one = name === 'binaryCrossentropy' ? binaryLoss(logits[0]!, y) : categoricalLoss(logits, y);
    return one * (weights?.[i] ?? 1);
  });
  const penalties = layers.map(({ kernel, l2 = 0 }) => l2 * sum(kernel.flat().map((w) => w * w)));
  return sum(losses) / losses.length + sum(penalties);
}

export function loss(layers: Layers, x: Matrix, objective: Objective): number {
  return lossOf(forward(layers, x, objective.loss), layers, objective);
}

/**
 * The backward rules, one for each line of the forward pass. The fast code in `nn/layers` and `nn/losses` computes the
 * same and derives each rule there. A test can replace one with a wrong rule.
 */
export const backwardRules = {
  /** The mean cross-entropy: dZ = w·(p − 1_y) / n, for softmax and sigmoid alike; 1_y is 1 at the target, else 0. */
  logits: (p: Matrix, { loss: name, targets, weights }: Objective): Matrix =>
    p.map((row, i) => {
      const [y, share] = [targets[i]!, (weights?.[i] ?? 1) / p.length];
      return row.map((value, j) => share * (value - (name === 'binaryCrossentropy' ? y : Number(j === y))));
    }),
  /** The activation is multiplied by the mask, element by element, and so is its gradient. */
  dropout: (dA: Matrix, mask: Matrix): Matrix => zip(dA, mask, (value, factor) => value * factor),
  /** a = max(z, 0): dZ = dA where z > 0, else 0. */
  relu: (dA: Matrix, z: Matrix): Matrix => zip(dA, z, (gradient, value) => (value > 0 ? gradient : 0)),
  /** z = x·W + b: dW = xᵀ·dZ. */
  kernel: (x: Matrix, dZ: Matrix): Matrix => matmul(transpose(x), dZ),
  /** The penalty λ·Σw² adds 2λ·W to dW. */
  l2: (kernel: Matrix, lambda: number): Matrix => kernel.map((row) => row.map((w) => 2 * lambda * w)),
  /** z = x·W + b: db = Σ dZ over the rows. */
  bias: (dZ: Matrix): number[] => transpose(dZ).map(sum),
  /** z = x·W + b: dX = dZ·Wᵀ. */
  input: (dZ: Matrix, kernel: Matrix): Matrix => matmul(dZ, transpose(kernel)),
};

/** The gradients of `loss`, from the logits back to x: each layer turns the gradient of its output into that of its input. */
export function gradients(layers: Layers, x: Matrix, objective: Objective, rules = backwardRules): Gradients {
  const values = forward(layers, x, objective.loss);
  const found: Gradients['layers'] = [];
  let dA = rules.logits(values.p, objective);
  for (const [index, { kernel, bias, activation, l2 = 0, dropoutMask }] of [...layers.entries()].toReversed()) {
    const input = index === 0 ? x : values.layers[index - 1]!.a;
    let dZ = dropoutMask === undefined ? dA : rules.dropout(dA, dropoutMask);
    if (activation === 'relu') dZ = rules.relu(dZ, values.layers[index]!.z);
    const dW = zip(rules.kernel(input, dZ), rules.l2(kernel, l2), (gradient, penalty) => gradient + penalty);
    found.unshift({ kernel: dW, bias: bias === null ? null : rules.bias(dZ) });
    dA = rules.input(dZ, kernel);
  }
  return { layers: found, input: dA };
}
