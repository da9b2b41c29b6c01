/**
 * Integrated gradients and Shapley values by their definitions, in plain arrays on the float64 reference: every kink of a
 * line is found by evaluating all layers at all kinks known so far, and the gradient is taken in the middle of each piece.
 */
import { backwardRules, forward, type Matrix, type ReferenceLayer } from '../../../src/study/reference/network.ts';

/** f(x) = Σ weights·(mean of the members' logits) + intercept, or its probability. */
export interface ReferenceScore {
  readonly members: readonly (readonly ReferenceLayer[])[];
  readonly weights: readonly number[];
  readonly intercept?: number;
  readonly isProbability?: boolean;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const passed = (layers: readonly ReferenceLayer[], x: Matrix) =>
  forward(layers, x, 'sparseCategoricalCrossentropy').layers;
const between = (b: readonly number[], x: readonly number[], t: number): number[] =>
  b.map((value, i) => value + t * (x[i]! - value));

/** f of each row [n], on the logit scale. */
function logits({ members, weights, intercept = 0 }: ReferenceScore, x: Matrix): number[] {
  const outputs = members.map((layers) => passed(layers, x).at(-1)!.z);
  return x.map((_, i) =>
    outputs.reduce(
      (sum, z) => sum + weights.reduce((total, weight, j) => total + weight * z[i]![j]!, 0) / members.length,
      intercept,
    ),
  );
}

/** f of each row [n]. */
export function scores(score: ReferenceScore, x: Matrix): number[] {
  return score.isProbability ? logits(score, x).map(sigmoid) : logits(score, x);
}

/** The times at which a unit's z passes 0 on the way from b to x, with 0 and 1, ascending. */
export function kinkTimes(members: ReferenceScore['members'], b: readonly number[], x: readonly number[]): number[] {
  let times = [0, 1];
  for (const layers of members) {
    for (let l = 0; l < layers.length - 1; l++) {
      const { z } = passed(
        layers,
        times.map((t) => between(b, x, t)),
      )[l]!;
      const found = times.slice(1).flatMap((to, k) =>
        z[k]!.flatMap((before, j) => {
          const after = z[k + 1]![j]!;
          return before > 0 === after > 0 ? [] : [times[k]! + (to - times[k]!) * (before / (before - after))];
        }),
      );
      times = [...times, ...found].toSorted((p, q) => p - q);
    }
  }
  return times;
}

/** ∂f/∂x on the logit scale. */
function gradient({ members, weights }: ReferenceScore, x: number[]): number[] {
  const sum = x.map(() => 0);
  for (const layers of members) {
    const values = passed(layers, [x]);
    let dA: Matrix = [weights.map((weight) => weight / members.length)];
    for (const [l, { kernel, activation }] of [...layers.entries()].toReversed()) {
      const dZ = activation === 'relu' ? backwardRules.relu(dA, values[l]!.z) : dA;
      dA = backwardRules.input(dZ, kernel);
    }
    for (const [i, value] of dA[0]!.entries()) sum[i]! += value;
  }
  return sum;
}

/** (x − b)·∫ ∂f/∂x dt along the line from b to x, for each input [d]: exact, or by as many midpoints as given. */
export function integratedGradients(
  score: ReferenceScore,
  b: readonly number[],
  x: readonly number[],
  steps?: number,
): number[] {
  const times =
    steps === undefined ? kinkTimes(score.members, b, x) : Array.from({ length: steps + 1 }, (_, k) => k / steps);
  const effects = x.map(() => 0);
  for (let k = 1; k < times.length; k++) {
    const [from, to] = [times[k - 1]!, times[k]!];
    const middle = between(b, x, (from + to) / 2);
    const slope = score.isProbability ? meanSlope(score, between(b, x, from), between(b, x, to)) : 1;
    for (const [i, g] of gradient(score, middle).entries()) effects[i]! += (x[i]! - b[i]!) * g * slope * (to - from);
  }
  return effects;
}

function meanSlope(score: ReferenceScore, from: number[], to: number[]): number {
  const [a, b] = logits(score, [from, to]) as [number, number];
  const p = sigmoid((a + b) / 2);
  return Math.abs(b - a) < 1e-5 ? p * (1 - p) : (sigmoid(b) - sigmoid(a)) / (b - a);
}

/** Shapley values of single inputs: the mean over all orders of what an input adds when it joins [d]. */
export function shapleyByOrders(score: ReferenceScore, background: Matrix, x: readonly number[]): number[] {
  const worth = (members: ReadonlySet<number>): number => {
    const rows = background.map((b) => b.map((value, i) => (members.has(i) ? x[i]! : value)));
    return scores(score, rows).reduce((sum, value) => sum + value, 0) / rows.length;
  };
  const orders = permutations(x.map((_, i) => i));
  const effects = x.map(() => 0);
  for (const order of orders) {
    const joined = new Set<number>();
    for (const i of order) {
      const before = worth(joined);
      joined.add(i);
      effects[i]! += (worth(joined) - before) / orders.length;
    }
  }
  return effects;
}

function permutations(values: readonly number[]): number[][] {
  if (values.length < 2) return [Array.from(values)];
  return values.flatMap((first) => {
    const rest = permutations(values.filter((value) => value !== first));
    for (const order of rest) order.unshift(first);
    return rest;
  });
}
