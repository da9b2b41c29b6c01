/**
 * What the real code computed in a tapped step, equation by equation, beside what the formula says of the tapped numbers that
 * went into it.
 */
import type { EquationId } from '../../src/study/equations/equation.ts';
import { FORMULAS } from '../../src/study/reference/formulas.ts';
import type { Tapped, TappedStep } from './tapped-steps.ts';

/** A number of the real code, what the formula says it is, and the size of the terms of which it is the sum. */
export interface Comparison {
  readonly what: string;
  readonly actual: number;
  readonly expected: number;
  readonly terms?: readonly number[];
}

export type Formulas = typeof FORMULAS;

export interface Given {
  readonly step: TappedStep;
  readonly previous: TappedStep | undefined;
  readonly formulas: Formulas;
}

const row = ({ data, shape }: Tapped, i: number): number[] => [...data.subarray(i * shape[1]!, (i + 1) * shape[1]!)];
const column = ({ data, shape }: Tapped, j: number): number[] =>
  Array.from({ length: shape[0]! }, (_, i) => data[i * shape[1]! + j]!);
const products = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value * b[i]!);

/** Each element of a tensor against a formula of its row and column. */
function* elements(
  { tensors }: TappedStep,
  name: string,
  expected: (i: number, j: number) => { value: number; terms?: readonly number[] },
): Generator<Comparison> {
  const { data, shape } = tensors.get(name)!;
  const columns = shape[1] ?? 1;
  for (const [index, actual] of data.entries()) {
    const { value, ...rest } = expected(Math.floor(index / columns), index % columns);
    yield { what: `${name}[${index}]`, actual, expected: value, ...rest };
  }
}

/** What goes into a dense layer, from 1. */
function inputOf({ tensors }: TappedStep, layer: number): { name: string; tensor: Tapped } {
  const name = [`dropout${layer - 1}`, `a${layer - 1}`].find((one) => tensors.has(one)) ?? 'x';
  return { name, tensor: tensors.get(name)! };
}

const numbers = ({ layers }: TappedStep): number[] => layers.map((_, index) => index + 1);
const hidden = (step: TappedStep): number[] => numbers(step).slice(0, -1);
const isSoftmax = ({ objective }: TappedStep): boolean => objective.loss === 'sparseCategoricalCrossentropy';
const optionsOf = ({ optimizer }: TappedStep) => (optimizer as unknown as { options: Record<string, number> }).options;
const isAdam = ({ optimizer }: TappedStep): boolean => optimizer.kind === 'adam';

function* eachWeight(step: TappedStep, names: (parameter: string) => string): Generator<[string, string]> {
  for (const parameter of step.before.keys()) yield [parameter, names(parameter)];
}

/** A moment before the step: what the step before it left, at first 0. */
const before = ({ previous }: Given, name: string, i: number): number => previous?.tensors.get(name)?.data[i] ?? 0;

/** The data's share of the loss, by the losses of the rows. */
function meanLoss({ objective, layers }: TappedStep, losses: readonly number[], penalty: Formulas['l2']): number {
  const rows = losses.map((loss, i) => loss * (objective.weights?.[i] ?? 1));
  const penalties = layers.map(({ kernel, l2 = 0 }) => penalty(kernel.flat(), l2).penalty);
  return rows.reduce((a, b) => a + b, 0) / rows.length + penalties.reduce((a, b) => a + b, 0);
}

export const TAPPED: Partial<Record<EquationId, (given: Given) => Iterable<Comparison>>> = {
  *'dense.z'({ step, formulas }) {
    for (const layer of numbers(step)) {
      const x = inputOf(step, layer).tensor;
      const [W, b] = [step.before.get(`W${layer}`)!, step.before.get(`b${layer}`)];
      yield* elements(step, `z${layer}`, (i, j) => ({
        value: formulas['dense.z'](row(x, i), column(W, j), b?.data[j] ?? 0),
        terms: [...products(row(x, i), column(W, j)), b?.data[j] ?? 0],
      }));
    }
  },
  *relu({ step, formulas }) {
    for (const layer of hidden(step)) {
      const z = step.tensors.get(`z${layer}`)!;
      yield* elements(step, `a${layer}`, (i, j) => ({ value: formulas.relu(row(z, i)[j]!) }));
    }
  },
  *dropout({ step, formulas }) {
    for (const layer of hidden(step)) {
      const mask = step.layers[layer - 1]!.dropoutMask;
      if (mask === undefined) continue;
      const a = step.tensors.get(`a${layer}`)!;
      yield* elements(step, `dropout${layer}`, (i, j) => ({
        value: formulas.dropout(row(a, i)[j]!, mask[i]![j]! > 0, 0.25),
      }));
    }
  },
  *softmax({ step, formulas }) {
    if (!isSoftmax(step)) return;
    const z = step.tensors.get(`z${step.layers.length}`)!;
    const rows = step.objective.targets.map((_, i) => formulas.softmax(row(z, i)));
    yield* elements(step, 'shifted', (i, j) => ({ value: rows[i]!.shifted[j]!, terms: row(z, i) }));
    yield* elements(step, 'exp', (i, j) => ({ value: rows[i]!.exp[j]! }));
    yield* elements(step, 'p', (i, j) => ({ value: rows[i]!.p[j]! }));
  },
  *'sparse-ce'({ step, formulas }) {
    if (!isSoftmax(step)) return;
    const p = step.tensors.get('p')!;
    const losses = step.objective.targets.map((y, i) => formulas['sparse-ce'](row(p, i), y));
    yield* elements(step, 'loss', () => ({ value: meanLoss(step, losses, FORMULAS.l2) }));
  },
  *'sigmoid-ce'({ step, formulas }) {
    if (isSoftmax(step)) return;
    const z = step.tensors.get(`z${step.layers.length}`)!;
    const rows = step.objective.targets.map((y, i) => formulas['sigmoid-ce'](z.data[i]!, y));
    yield* elements(step, 'p', (i) => ({ value: rows[i]!.p }));
    const losses = rows.map(({ loss }) => loss);
    yield* elements(step, 'loss', () => ({ value: meanLoss(step, losses, FORMULAS.l2) }));
  },
  *'dce.dz'({ step, formulas }) {
    const p = step.tensors.get('p')!;
    const { targets, weights } = step.objective;
    yield* elements(step, `dz${step.layers.length}`, (i, j) => {
      const share = { rows: targets.length, weight: weights?.[i] ?? 1 };
      // p − 1 of a rounded p: the code subtracts before it rounds.
      return { value: formulas['dce.dz'](row(p, i), targets[i]!, share)[j]!, terms: [share.weight / share.rows] };
    });
  },
  *'dense.dW'({ step, formulas }) {
    for (const layer of numbers(step)) {
      const [x, dz] = [inputOf(step, layer).tensor, step.tensors.get(`dz${layer}`)!];
      const { l2 = 0, kernel } = step.layers[layer - 1]!;
      yield* elements(step, `dW${layer}`, (s, j) => {
        const penalty = FORMULAS.l2([kernel[s]![j]!], l2).gradient[0]!;
        const value = formulas['dense.dW'](column(x, s), column(dz, j)) + penalty;
        return { value, terms: [...products(column(x, s), column(dz, j)), penalty] };
      });
    }
  },
  *'dense.db'({ step, formulas }) {
    for (const layer of numbers(step)) {
      const dz = step.tensors.get(`dz${layer}`)!;
      if (!step.tensors.has(`db${layer}`)) continue;
      yield* elements(step, `db${layer}`, (j) => ({
        value: formulas['dense.db'](column(dz, j)),
        terms: column(dz, j),
      }));
    }
  },
  *'dense.dx'({ step, formulas }) {
    for (const layer of numbers(step).slice(1)) {
      const [dz, W] = [step.tensors.get(`dz${layer}`)!, step.before.get(`W${layer}`)!];
      yield* elements(step, `d${inputOf(step, layer).name}`, (i, s) => ({
        value: formulas['dense.dx'](row(dz, i), row(W, s)),
        terms: products(row(dz, i), row(W, s)),
      }));
    }
  },
  *'relu.dz'({ step, formulas }) {
    for (const layer of hidden(step)) {
      const [da, z] = [step.tensors.get(`da${layer}`)!, step.tensors.get(`z${layer}`)!];
      yield* elements(step, `dz${layer}`, (i, j) => ({ value: formulas['relu.dz'](row(da, i)[j]!, row(z, i)[j]!) }));
    }
  },
  *l2({ step, formulas }) {
    if (!(step.layers[0]!.l2! > 0)) return;
    for (const layer of numbers(step)) {
      const [x, dz] = [inputOf(step, layer).tensor, step.tensors.get(`dz${layer}`)!];
      const { l2, kernel } = step.layers[layer - 1]!;
      const { gradient } = formulas.l2(kernel.flat(), l2!);
      yield* elements(step, `dW${layer}`, (s, j) => {
        const value = FORMULAS['dense.dW'](column(x, s), column(dz, j)) + gradient[s * kernel[0]!.length + j]!;
        return { value, terms: products(column(x, s), column(dz, j)) };
      });
    }
    const logits = step.tensors.get(`z${step.layers.length}`)!;
    const losses = step.objective.targets.map((y, i) =>
      isSoftmax(step)
        ? FORMULAS['sparse-ce'](row(step.tensors.get('p')!, i), y)
        : FORMULAS['sigmoid-ce'](logits.data[i]!, y).loss,
    );
    yield* elements(step, 'loss', () => ({ value: meanLoss(step, losses, formulas.l2) }));
  },
  *'adam.m'(given) {
    const { step, formulas } = given;
    if (!isAdam(step)) return;
    for (const [parameter, name] of eachWeight(step, (one) => `adam.m.${one}`)) {
      const g = step.tensors.get(`d${parameter}`)!.data;
      for (const [i, actual] of step.tensors.get(name)!.data.entries()) {
        const expected = formulas['adam.m'](before(given, name, i), g[i]!, optionsOf(step)['beta1']!);
        yield { what: name, actual, expected, terms: [before(given, name, i), g[i]!] };
      }
    }
  },
  *'adam.v'(given) {
    const { step, formulas } = given;
    if (!isAdam(step)) return;
    for (const [parameter, name] of eachWeight(step, (one) => `adam.v.${one}`)) {
      const g = step.tensors.get(`d${parameter}`)!.data;
      for (const [i, actual] of step.tensors.get(name)!.data.entries()) {
        yield {
          what: name,
          actual,
          expected: formulas['adam.v'](before(given, name, i), g[i]!, optionsOf(step)['beta2']!),
        };
      }
    }
  },
  *'adam.mhat'({ step, formulas }) {
    if (!isAdam(step)) return;
    for (const [parameter, name] of eachWeight(step, (one) => `adam.mhat.${one}`)) {
      const m = step.tensors.get(`adam.m.${parameter}`)!.data;
      for (const [i, actual] of step.tensors.get(name)!.data.entries()) {
        yield { what: name, actual, expected: formulas['adam.mhat'](m[i]!, optionsOf(step)['beta1']!, step.t) };
      }
    }
  },
  *'adam.vhat'({ step, formulas }) {
    if (!isAdam(step)) return;
    for (const [parameter, name] of eachWeight(step, (one) => `adam.vhat.${one}`)) {
      const v = step.tensors.get(`adam.v.${parameter}`)!.data;
      for (const [i, actual] of step.tensors.get(name)!.data.entries()) {
        yield { what: name, actual, expected: formulas['adam.vhat'](v[i]!, optionsOf(step)['beta2']!, step.t) };
      }
    }
  },
  *'adam.alpha'({ step, formulas }) {
    if (!isAdam(step)) return;
    const { learningRate, beta1, beta2, epsilon } = optionsOf(step);
    for (const [parameter, name] of eachWeight(step, (one) => `adam.step.${one}`)) {
      const [m, v] = ['m', 'v'].map((what) => step.tensors.get(`adam.${what}.${parameter}`)!.data);
      for (const [i, taken] of step.tensors.get(name)!.data.entries()) {
        // α·m̂ / √v̂ is what αₜ is for; here it is worked back from the step.
        const alpha = (taken * (Math.sqrt(v![i]!) + epsilon!)) / m![i]!;
        if (m![i] === 0) continue;
        yield { what: name, actual: alpha, expected: formulas['adam.alpha'](learningRate!, beta1!, beta2!, step.t) };
      }
    }
  },
  *'adam.step'({ step, formulas }) {
    if (!isAdam(step)) return;
    const { learningRate, beta1, beta2, epsilon, weightDecay } = optionsOf(step);
    const alpha = FORMULAS['adam.alpha'](learningRate!, beta1!, beta2!, step.t);
    const rates = { alpha, epsilon: epsilon!, decay: learningRate! * weightDecay! };
    for (const [parameter, name] of eachWeight(step, (one) => `adam.step.${one}`)) {
      const [m, v] = ['m', 'v'].map((what) => step.tensors.get(`adam.${what}.${parameter}`)!.data);
      const after = step.tensors.get(`${parameter}'`)!.data;
      for (const [i, w] of step.before.get(parameter)!.data.entries()) {
        const found = formulas['adam.step'](w, { m: m![i]!, v: v![i]! }, rates);
        yield { what: name, actual: step.tensors.get(name)!.data[i]!, expected: found.step };
        yield { what: `${parameter}'`, actual: after[i]!, expected: found.w, terms: [w, found.step] };
      }
    }
  },
  *'sgd.step'(given) {
    const { step, formulas } = given;
    if (isAdam(step)) return;
    const options = optionsOf(step) as unknown as Parameters<Formulas['sgd.step']>[2];
    for (const [parameter, name] of eachWeight(step, (one) => `sgd.velocity.${one}`)) {
      const g = step.tensors.get(`d${parameter}`)!.data;
      const [velocity, taken, after] = [name, `sgd.step.${parameter}`, `${parameter}'`].map(
        (tensor) => step.tensors.get(tensor)!.data,
      );
      for (const [i, w] of step.before.get(parameter)!.data.entries()) {
        const last = before(given, name, i);
        const found = formulas['sgd.step'](w, { velocity: last, g: g[i]! }, options);
        yield { what: name, actual: velocity![i]!, expected: found.velocity, terms: [last, g[i]!] };
        yield { what: `sgd.step`, actual: taken![i]!, expected: found.step, terms: [last, g[i]!] };
        yield { what: `${parameter}'`, actual: after![i]!, expected: found.w, terms: [w, last, g[i]!] };
      }
    }
  },
};
