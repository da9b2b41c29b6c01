/**
 * The independent float64 oracle: a multi-layer perceptron in plain arrays, forward, backward and by finite differences.
 * Layers z = x·W + b, a = max(z, 0), inverted dropout; losses on logits; backward by Rumelhart, Hinton & Williams 1986.
 * Shapes: n rows, d inputs and u units of a layer, k classes; the gradient of the loss by `x` is `dX`.
 */

export type Matrix = number[][];

export interface ReferenceLayer {
  /** [d, u] */
  kernel: Matrix;
  /** [u] */
  bias: number[] | null;
  activation: 'relu' | 'linear';
  /** λ of the penalty λ·Σw² over the kernel, added to the loss. */
  l2?: number;
  /** [n, u], multiplies the activation: 0 drops a unit, 1/(1 − rate) keeps it (Srivastava et al. 2014, inverted). */
  dropoutMask?: Matrix;
}

/** What is minimised; the last layer's activations are its logits. */
export interface Objective {
  /** k logits and class numbers 0 to k − 1, or one logit and targets 0 or 1. */
  loss: 'sparseCategoricalCrossentropy' | 'binaryCrossentropy';
  /** [n] */
  targets: readonly number[];
  /** [n]; the loss is Σ wᵢlᵢ / n, so all ones are the same as none. */
  weights?: readonly number[];
}

interface LayerValues {
  /** [n, u] before the activation */
  z: Matrix;
  /** [n, u] after activation and dropout */
  a: Matrix;
}

export interface ForwardValues {
  layers: LayerValues[];
  /** [n, k], or [n, 1] for one logit: probabilities of the classes, or of class 1 */
  p: Matrix;
}

interface LayerGradients {
  kernel: Matrix;
  bias: number[] | null;
}

export interface Gradients {
  layers: LayerGradients[];
  /** [n, d] */
  input: Matrix;
}

const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, i) => sum + value * b[i]![j]!, 0)));

const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));

const times = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((value, j) => value * b[i]![j]!));

/** exp(z) / Σ exp(z); the largest logit is subtracted first, which changes nothing but keeps exp finite. */
function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((left, right) => left + right, 0);
  return powers.map((power) => power / sum);
}

/** 1 / (1 + exp(−z)), written so that exp never overflows. */
const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** One row's −ln softmax(logits)[target]: ln Σ exp(z) − z_target. */
function categoricalCrossentropy(logits: readonly number[], target: number): number {
  const largest = Math.max(...logits);
  const sum = logits.reduce((left, z) => left + Math.exp(z - largest), 0);
  return largest + Math.log(sum) - logits[target]!;
}

/** One row's −ln of the probability given to the target: max(z, 0) − z·y + ln(1 + exp(−|z|)). */
const binaryCrossentropy = (z: number, target: number): number =>
  Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));

export function forward(layers: readonly ReferenceLayer[], x: Matrix, lossName: Objective['loss']): ForwardValues {
  const values: LayerValues[] = [];
  let input = x;
  for (const layer of layers) {
    const z = multiply(input, layer.kernel).map((row) => row.map((value, j) => value + (layer.bias?.[j] ?? 0)));
    const active = layer.activation === 'relu' ? z.map((row) => row.map((value) => Math.max(value, 0))) : z;
    const a = layer.dropoutMask === undefined ? active : times(active, layer.dropoutMask);
    values.push({ z, a });
    input = a;
  }
  const p = input.map((row) => (lossName === 'binaryCrossentropy' ? row.map(sigmoid) : softmax(row)));
  return { layers: values, p };
}

/** Mean loss over the rows plus every layer's L2 penalty. */
export function loss(layers: readonly ReferenceLayer[], x: Matrix, objective: Objective): number {
  return lossOf(forward(layers, x, objective.loss), layers, objective);
}

function lossOf(values: ForwardValues, layers: readonly ReferenceLayer[], objective: Objective): number {
  const logits = values.layers.at(-1)!.a;
  let sum = 0;
  for (const [i, row] of logits.entries()) {
    const target = objective.targets[i]!;
    const one =
      objective.loss === 'binaryCrossentropy'
        ? binaryCrossentropy(row[0]!, target)
        : categoricalCrossentropy(row, target);
    sum += (objective.weights?.[i] ?? 1) * one;
  }
  let penalty = 0;
  for (const layer of layers) {
    for (const w of layer.kernel.flat()) penalty += (layer.l2 ?? 0) * w * w;
  }
  return sum / logits.length + penalty;
}

/** The backward rules, one a line of the forward pass; a negative control replaces one of them by something wrong. */
export const backwardRules = {
  /** Of the mean cross-entropy by the logits: wᵢ·(p − 1_y) / n, the same for softmax and sigmoid. */
  logits(p: Matrix, objective: Objective): Matrix {
    return p.map((row, i) => {
      const y = objective.targets[i]!;
      const share = (objective.weights?.[i] ?? 1) / p.length;
      return row.map((value, j) => share * (value - (objective.loss === 'binaryCrossentropy' ? y : Number(j === y))));
    });
  },
  /** Of a = z·mask: dZ = dA·mask. */
  dropout: (dA: Matrix, mask: Matrix): Matrix => times(dA, mask),
  /** Of a = max(z, 0): dZ = dA where z > 0, else 0. */
  relu: (dA: Matrix, z: Matrix): Matrix => dA.map((row, i) => row.map((value, j) => (z[i]![j]! > 0 ? value : 0))),
  /** Of z = x·W + b by W: dW = xᵀ·dZ. */
  kernel: (x: Matrix, dZ: Matrix): Matrix => multiply(transpose(x), dZ),
  /** Of λ·Σw²: 2λ·W. */
  l2: (kernel: Matrix, lambda: number): Matrix => kernel.map((row) => row.map((w) => 2 * lambda * w)),
  /** Of z = x·W + b by b: db = Σ dZ over the rows. */
  bias: (dZ: Matrix): number[] => transpose(dZ).map((column) => column.reduce((sum, value) => sum + value, 0)),
  /** Of z = x·W + b by x: dX = dZ·Wᵀ. */
  input: (dZ: Matrix, kernel: Matrix): Matrix => multiply(dZ, transpose(kernel)),
};

/** Analytic gradients of `loss` by every kernel, bias and input: the chain rule from the logits back to x. */
export function gradients(
  layers: readonly ReferenceLayer[],
  x: Matrix,
  objective: Objective,
  rules: typeof backwardRules = backwardRules,
): Gradients {
  const values = forward(layers, x, objective.loss);
  const found: LayerGradients[] = [];
  let dA = rules.logits(values.p, objective);
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!;
    const input = index === 0 ? x : values.layers[index - 1]!.a;
    let dZ = layer.dropoutMask === undefined ? dA : rules.dropout(dA, layer.dropoutMask);
    if (layer.activation === 'relu') dZ = rules.relu(dZ, values.layers[index]!.z);
    const penalty = rules.l2(layer.kernel, layer.l2 ?? 0);
    const kernel = rules.kernel(input, dZ).map((row, i) => row.map((value, j) => value + penalty[i]![j]!));
    found.unshift({ kernel, bias: layer.bias === null ? null : rules.bias(dZ) });
    dA = rules.input(dZ, layer.kernel);
  }
  return { layers: found, input: dA };
}

/** Positions in one tensor: [i, j] of a matrix, [j] of a bias. */
export type Positions = number[][];

export interface NumericGradients extends Gradients {
  /** Where a ReLU's winner differs between +h and −h: the loss has a kink there, the difference quotient means nothing. */
  kinks: { layers: { kernel: Positions; bias: Positions }[]; input: Positions };
}

/** Central differences (f(w + h) − f(w − h)) / 2h of the float64 loss, for every element of every kernel, bias and input. */
export function numericGradients(
  layers: readonly ReferenceLayer[],
  x: Matrix,
  objective: Objective,
  h = 1e-5,
): NumericGradients {
  const net: ReferenceLayer[] = structuredClone([...layers]);
  const input = structuredClone(x);

  function evaluate(): { value: number; winners: string } {
    const values = forward(net, input, objective.loss);
    const rectified = values.layers.filter((_, index) => net[index]!.activation === 'relu');
    const winners = rectified
      .map(({ z }) =>
        z
          .flat()
          .map((value) => (value > 0 ? '1' : '0'))
          .join(''),
      )
      .join(' ');
    return { value: lossOf(values, net, objective), winners };
  }

  function differentiate(vector: number[], place: (index: number) => number[], kinks: Positions): number[] {
    return vector.map((kept, index) => {
      vector[index] = kept + h;
      const above = evaluate();
      vector[index] = kept - h;
      const below = evaluate();
      vector[index] = kept;
      if (above.winners !== below.winners) kinks.push(place(index));
      return (above.value - below.value) / (2 * h);
    });
  }

  const differentiateMatrix = (matrix: Matrix, kinks: Positions): Matrix =>
    matrix.map((row, i) => differentiate(row, (j) => [i, j], kinks));

  const found: NumericGradients = { layers: [], input: [], kinks: { layers: [], input: [] } };
  for (const { kernel, bias } of net) {
    const kinks = { kernel: [] as Positions, bias: [] as Positions };
    found.layers.push({
      kernel: differentiateMatrix(kernel, kinks.kernel),
      bias: bias === null ? null : differentiate(bias, (j) => [j], kinks.bias),
    });
    found.kinks.layers.push(kinks);
  }
  found.input = differentiateMatrix(input, found.kinks.input);
  return found;
}

/** Parameters (or their gradients) as one vector: kernel 1 row by row, bias 1, kernel 2, … */
export function flatten(layers: readonly { kernel: Matrix; bias: number[] | null }[]): number[] {
  return layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...(bias ?? [])]);
}

/** A copy of the layers holding the parameters of `vector`, laid out as by `flatten`. */
export function withParameters(layers: readonly ReferenceLayer[], vector: readonly number[]): ReferenceLayer[] {
  let next = 0;
  const take = (count: number): number[] => vector.slice(next, (next += count));
  return layers.map((layer) => ({
    ...layer,
    kernel: layer.kernel.map((row) => take(row.length)),
    bias: layer.bias === null ? null : take(layer.bias.length),
  }));
}
