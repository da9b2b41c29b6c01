/**
 * What a tap should be told of a step, by the float64 reference: each tensor with the size of what was added up to get it.
 */
import { FORMULAS } from '../../../src/study/reference/formulas.ts';
import { backwardRules, forward, gradients, lossOf } from '../../../src/study/reference/network.ts';
import type { Matrix, ReferenceLayer } from '../../../src/study/reference/network.ts';
import type { AdamOptions, SgdOptions } from '../../../src/study/reference/optimizers.ts';
import type { TappedStep } from '../tapped-steps.ts';

export interface Expected {
  readonly values: readonly number[];
  /**
   * For each value, the same computation with all signs made positive: how large the terms are, where they cancel or
   * not. Float32 rounds each term to 2⁻²⁴ of its own size, however small the sum.
   */
  readonly magnitudes: readonly number[];
}

/** What is exactly a formula of one number has no other size than its own. */
const plain = (values: readonly number[]): Expected => ({ values, magnitudes: values.map(Math.abs) });

const positive = (matrix: Matrix): Matrix => matrix.map((row) => row.map(Math.abs));

/** Follows the steps of one network; keeps the optimizer's state in float64. */
export class ReferenceTaps {
  readonly #moments = new Map<string, { m: number[]; v: number[]; size: number[] }>();

  /** All that a tap should be told of the next step. */
  of(step: TappedStep): Map<string, Expected> {
    const expected = new Map<string, Expected>();
    this.#pass(step, expected);
    for (const name of step.before.keys()) {
      if (step.optimizer.kind === 'adam') this.#adam(step, name, expected);
      else this.#sgd(step, name, expected);
    }
    return expected;
  }

  /** Forward, loss and backward. */
  #pass({ layers, x, objective }: TappedStep, expected: Map<string, Expected>): void {
    const big: ReferenceLayer[] = layers.map(({ kernel, bias, ...layer }) => {
      return { ...layer, kernel: positive(kernel), bias: bias && bias.map(Math.abs) };
    });
    const values = forward(layers, x, objective.loss);
    const sizes = forward(big, positive(x), objective.loss);
    const put = (name: string, value: Matrix | number[], size: Matrix | number[]): void =>
      void expected.set(name, { values: value.flat(), magnitudes: size.flat() });
    put('x', x, positive(x));
    for (const [index, { z, a }] of values.layers.entries()) {
      const size = sizes.layers[index]!;
      put(`z${index + 1}`, z, size.z);
      if (layers[index]!.activation === 'relu') {
        put(
          `a${index + 1}`,
          z.map((row) => row.map(FORMULAS.relu)),
          size.z,
        );
      }
      if (layers[index]!.dropoutMask !== undefined) put(`dropout${index + 1}`, a, size.a);
    }
    if (objective.loss === 'sparseCategoricalCrossentropy') {
      const rows = values.layers.at(-1)!.z.map(FORMULAS.softmax);
      const shifts = sizes.layers.at(-1)!.z.map((row) => row.map((z) => z + Math.max(...row)));
      put(
        'shifted',
        rows.map(({ shifted }) => shifted),
        shifts,
      );
      put(
        'exp',
        rows.map(({ exp }) => exp),
        rows.map(({ exp }) => exp),
      );
    }
    put('p', values.p, values.p);
    expected.set('loss', plain([lossOf(values, layers, objective)]));

    const found = backwardOf(layers, x, objective);
    const logits = positive(found.passed[0]!);
    const bigRules = { ...backwardRules, logits: () => logits, relu: (dA: Matrix) => dA };
    const bounds = backwardOf(big, positive(x), objective, bigRules);
    for (const [index, name] of gradientNames(layers).entries()) {
      if (name !== 'dx') put(name, found.passed[index]!, bounds.passed[index]!);
    }
    for (const [index, { kernel, bias }] of found.layers.entries()) {
      put(`dW${index + 1}`, kernel, bounds.layers[index]!.kernel);
      if (bias !== null) put(`db${index + 1}`, bias, bounds.layers[index]!.bias!);
    }
  }

  /**
   * The optimizer is given the gradients that were tapped: it divides numbers as small as a gradient, so where a gradient
   * is nothing but rounding, so would all be that follows from it.
   */
  #adam({ t, tensors, before, optimizer }: TappedStep, name: string, expected: Map<string, Expected>): void {
    const { learningRate, beta1, beta2, epsilon, weightDecay = 0 } = optionsOf(optimizer) as AdamOptions;
    const g = tensors.get(`d${name}`)!.data;
    const last = this.#momentsOf(name, g.length);
    const m = last.m.map((value, i) => FORMULAS['adam.m'](value, g[i]!, beta1));
    const size = last.size.map((value, i) => FORMULAS['adam.m'](value, Math.abs(g[i]!), beta1));
    const v = last.v.map((value, i) => FORMULAS['adam.v'](value, g[i]!, beta2));
    this.#moments.set(name, { m, v, size });
    const alpha = FORMULAS['adam.alpha'](learningRate, beta1, beta2, t);
    const rates = { alpha, epsilon, decay: learningRate * weightDecay };
    const stepOf = (w: number, first: number, i: number) => FORMULAS['adam.step'](w, { m: first, v: v[i]! }, rates);
    const w = [...before.get(name)!.data];
    const steps = w.map((value, i) => stepOf(value, m[i]!, i));
    const bounds = size.map((value, i) => stepOf(0, value, i).step);
    expected.set(`adam.m.${name}`, { values: m, magnitudes: size });
    expected.set(`adam.v.${name}`, plain(v));
    const corrected = (values: readonly number[]) => values.map((value) => FORMULAS['adam.mhat'](value, beta1, t));
    expected.set(`adam.mhat.${name}`, { values: corrected(m), magnitudes: corrected(size) });
    expected.set(`adam.vhat.${name}`, plain(v.map((value) => FORMULAS['adam.vhat'](value, beta2, t))));
    expected.set(`adam.step.${name}`, { values: steps.map(({ step }) => step), magnitudes: bounds });
    const moved = w.map((value, i) => Math.abs(value) + bounds[i]!);
    expected.set(`${name}'`, { values: steps.map((step) => step.w), magnitudes: moved });
  }

  #sgd({ tensors, before, optimizer }: TappedStep, name: string, expected: Map<string, Expected>): void {
    const options = optionsOf(optimizer) as SgdOptions;
    const g = tensors.get(`d${name}`)!.data;
    const last = this.#momentsOf(name, g.length);
    const w = [...before.get(name)!.data];
    const found = w.map((value, i) => FORMULAS['sgd.step'](value, { velocity: last.m[i]!, g: g[i]! }, options));
    // With a velocity and a descent of the same sign nothing cancels.
    const bounds = last.size.map((size, i) => {
      return FORMULAS['sgd.step'](0, { velocity: -size, g: Math.abs(g[i]!) }, options);
    });
    this.#moments.set(name, {
      m: found.map(({ velocity }) => velocity),
      v: [],
      size: bounds.map(({ velocity }) => -velocity),
    });
    const sizes = bounds.map(({ step }) => step);
    const velocities = found.map(({ velocity }) => velocity);
    expected.set(`sgd.velocity.${name}`, { values: velocities, magnitudes: bounds.map(({ velocity }) => -velocity) });
    expected.set(`sgd.step.${name}`, { values: found.map(({ step }) => step), magnitudes: sizes });
    const moved = w.map((value, i) => Math.abs(value) + sizes[i]!);
    expected.set(`${name}'`, { values: found.map((step) => step.w), magnitudes: moved });
  }

  #momentsOf(name: string, length: number): { m: number[]; v: number[]; size: number[] } {
    const zeros = () => Array<number>(length).fill(0);
    return this.#moments.get(name) ?? { m: zeros(), v: zeros(), size: zeros() };
  }
}

const optionsOf = (optimizer: object): unknown => (optimizer as { options: unknown }).options;

/** The gradients of the layers, and those that pass from one to the next, in the order of the backward pass. */
function backwardOf(
  layers: readonly ReferenceLayer[],
  x: Matrix,
  objective: Parameters<typeof gradients>[2],
  rules = backwardRules,
): { passed: Matrix[]; layers: ReturnType<typeof gradients>['layers'] } {
  const passed: Matrix[] = [];
  const keep = (gradient: Matrix): Matrix => {
    passed.push(gradient);
    return gradient;
  };
  const found = gradients(layers, x, objective, {
    ...rules,
    logits: (...given) => keep(rules.logits(...given)),
    dropout: (...given) => keep(rules.dropout(...given)),
    relu: (...given) => keep(rules.relu(...given)),
    input: (...given) => keep(rules.input(...given)),
  });
  return { passed, layers: found.layers };
}

/** Their names: dz3, ddropout2, da2, dz2, … dx. */
function gradientNames(layers: readonly ReferenceLayer[]): string[] {
  const last = layers.length;
  const names = [`dz${last}`];
  for (let layer = last - 1; layer >= 1; layer--) {
    if (layers[layer - 1]!.dropoutMask !== undefined) names.push(`ddropout${layer}`);
    names.push(`da${layer}`, `dz${layer}`);
  }
  return [...names, 'dx'];
}
