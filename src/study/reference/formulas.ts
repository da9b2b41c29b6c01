/**
 * Each equation of `study/equations` in plain float64 numbers, by its id: what a number that a tap shows should be, given
 * the numbers that it is made of. Vectors are arrays; rows, classes and steps are told by their index or count.
 */

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Mean and standard deviation (divisor n) of a column in the training rows; 1 in place of a deviation of 0. */
export function statistics(values: readonly number[]): { mean: number; scale: number } {
  const mean = sum(values) / values.length;
  const scale = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
  return { mean, scale: scale === 0 ? 1 : scale };
}

/** The steps of softmax on the logits of a row. */
function softmax(z: readonly number[]): { shifted: number[]; exp: number[]; p: number[] } {
  const shifted = z.map((value) => value - Math.max(...z));
  const exp = shifted.map((value) => Math.exp(value));
  return { shifted, exp, p: exp.map((power) => power / sum(exp)) };
}

/** The best epoch and the one that training stops after, both from 1; 0 if it goes on. */
function earlyStop(
  losses: readonly number[],
  { patience, minDelta = 0 }: { patience: number; minDelta?: number },
): { bestEpoch: number; stoppedEpoch: number } {
  let bestEpoch = 0;
  for (const [index, loss] of losses.entries()) {
    const best = bestEpoch === 0 ? Infinity : losses[bestEpoch - 1]!;
    if (best - loss > minDelta) bestEpoch = index + 1;
    else if (index > 0 && index + 1 - bestEpoch >= patience) return { bestEpoch, stoppedEpoch: index + 1 };
  }
  return { bestEpoch, stoppedEpoch: 0 };
}

export const FORMULAS = {
  /** Given what `statistics` says of the training rows. */
  standardise: (value: number, { mean, scale }: { mean: number; scale: number }): number => (value - mean) / scale,
  /** l, the largest start value of W [fanIn, fanOut]. */
  glorot: (fanIn: number, fanOut: number): number => Math.sqrt(6 / (fanIn + fanOut)),
  'he-init': (fanIn: number): number => Math.sqrt(6 / fanIn),
  /** A row of x, a unit's column of W and its bias. */
  'dense.z': (x: readonly number[], w: readonly number[], b: number): number => dot(x, w) + b,
  relu: (z: number): number => Math.max(0, z),
  dropout: (a: number, isKept: boolean, rate: number): number => (isKept ? a / (1 - rate) : 0),
  softmax,
  /** The loss of a row of class y. */
  'sparse-ce': (p: readonly number[], y: number): number => -Math.log(p[y]!),
  /** The loss of a row of class y, 0 or 1, and the probability of class 1. */
  'sigmoid-ce': (z: number, y: number): { p: number; loss: number } => {
    const p = 1 / (1 + Math.exp(-z));
    return { p, loss: Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))) };
  },
  /** A row's dz, given its probabilities, of class 1 alone for one logit. */
  'dce.dz': (p: readonly number[], y: number, { rows, weight = 1 }: { rows: number; weight?: number }): number[] =>
    p.map((value, j) => (weight * (value - (p.length === 1 ? y : Number(j === y)))) / rows),
  /** An input of all rows, a unit's dz of all rows. */
  'dense.dW': (x: readonly number[], dz: readonly number[]): number => dot(x, dz),
  'dense.db': (dz: readonly number[]): number => sum(dz),
  /** A row's dz of all units, an input's row of W. */
  'dense.dx': (dz: readonly number[], w: readonly number[]): number => dot(dz, w),
  'relu.dz': (da: number, z: number): number => (z > 0 ? da : 0),
  l2: (weights: readonly number[], lambda: number): { penalty: number; gradient: number[] } => ({
    penalty: lambda * dot(weights, weights),
    gradient: weights.map((w) => 2 * lambda * w),
  }),
  'adam.m': (m: number, g: number, beta1: number): number => beta1 * m + (1 - beta1) * g,
  'adam.v': (v: number, g: number, beta2: number): number => beta2 * v + (1 - beta2) * g * g,
  'adam.mhat': (m: number, beta1: number, t: number): number => m / (1 - beta1 ** t),
  'adam.vhat': (v: number, beta2: number, t: number): number => v / (1 - beta2 ** t),
  'adam.alpha': (learningRate: number, beta1: number, beta2: number, t: number): number =>
    (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
  /** The step and the weight after it; the decay is α·λ. */
  'adam.step': (
    w: number,
    { m, v }: { m: number; v: number },
    { alpha, epsilon, decay = 0 }: { alpha: number; epsilon: number; decay?: number },
  ): { step: number; w: number } => {
    const step = (alpha * m) / (Math.sqrt(v) + epsilon);
    return { step, w: w - (decay * w + step) };
  },
  'sgd.step': (
    w: number,
    { velocity, g }: { velocity: number; g: number },
    { learningRate, momentum = 0, nesterov = false }: { learningRate: number; momentum?: number; nesterov?: boolean },
  ): { velocity: number; step: number; w: number } => {
    const next = momentum * velocity - learningRate * g;
    const step = nesterov ? learningRate * g - momentum * next : -next;
    return { velocity: next, step, w: w - step };
  },
  'early-stop': earlyStop,
};
