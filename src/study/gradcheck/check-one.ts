/**
 * One weight by itself: its gradient in the network beside the difference of the reference, and how the error of a
 * difference depends on h. Dropout is left out: the loss on both sides of a weight must have the same units.
 */
import { trainStep } from '../../nn/train-step.ts';
import { gradients as referenceGradients } from '../reference/network.ts';
import { differences, type Place } from '../reference/numeric-gradients.ts';
import { elementOf, type ParameterPlace } from '../session/parameter-place.ts';
import { indicesOf, largestOf } from './check-row.ts';
import { buildProblem, STANDSTILL, type Parts, type Problem } from './problem.ts';
import { objectiveOf, referenceLayers } from './reference-layers.ts';
import { FLOAT32_RULE, floorOf, relativeError, roundedUp, verdictOf, type Verdict } from './rule.ts';

export interface CheckedOne extends ParameterPlace {
  /** The float32 network's gradient. */
  readonly analytic: number;
  readonly h: number;
  /** The float64 loss at w + h and at w − h. */
  readonly above: number;
  readonly below: number;
  /** (above − below) / 2h */
  readonly numeric: number;
  /** Whether a ReLU opens or closes between the two: the difference means nothing then. */
  readonly isKink: boolean;
  /** What smaller gradients are measured against. */
  readonly floor: number;
  /** Rounded up to two digits. */
  readonly error: number;
  /** By the rule of the check; NONE at a kink. */
  readonly verdict: Verdict;
}

/** @throws RangeError for a weight that isn't there; UsageError for layers that the reference doesn't have. */
export function checkOne(problem: Problem, place: ParameterPlace, parts?: Parts): CheckedOne {
  const { analytic, difference, tensor } = weightOf(problem, place, parts);
  const { h } = FLOAT32_RULE;
  const { above, below, slope: numeric, isKink } = difference(h);
  const floor = floorOf(largestOf(tensor), above, FLOAT32_RULE);
  const error = roundedUp(relativeError(analytic, numeric, floor));
  const verdict = verdictOf(isKink ? null : error, FLOAT32_RULE);
  return { ...place, analytic, h, above, below, numeric, isKink, floor, error, verdict };
}

export interface GradientCurve extends ParameterPlace {
  /** The gradient by the reference's own backward pass, which the differences are measured against. */
  readonly exact: number;
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly h: number;
  /** Of the float64 reference. */
  readonly float64: { readonly numeric: number; readonly error: number };
  /** Of the network: weights, passes and loss are float32. */
  readonly float32: { readonly numeric: number; readonly error: number };
  readonly isKink: boolean;
}

/** From 1e-1 to 1e-12, two a decade. */
export const CURVE_STEPS: readonly number[] = Array.from({ length: 23 }, (_, i) =>
  i % 2 === 0 ? Number(`1e-${1 + i / 2}`) : Number(`3e-${1 + (i + 1) / 2}`),
);

/**
 * The relative error of the difference for each h. A large h leaves the curve for its chord: the error falls with h².
 * A small one subtracts two losses that agree in all digits but the last: the error grows with 1/h. In float32 that
 * begins a thousand times earlier.
 *
 * @throws as `checkOne` does.
 */
export function gradientCurve(problem: Problem, place: ParameterPlace, steps = CURVE_STEPS): GradientCurve {
  const { difference, float32Loss, exact } = weightOf(problem, place);
  const points = steps.map((h) => {
    const { slope, isKink } = difference(h);
    const single = float32Loss(h);
    return {
      h,
      float64: { numeric: slope, error: relativeError(slope, exact, 0) },
      float32: { numeric: single, error: relativeError(single, exact, 0) },
      isKink,
    };
  });
  return { ...place, exact, points };
}

/** The gradients of one weight, and the differences. */
function weightOf(given: Problem, place: ParameterPlace, parts?: Parts) {
  const problem = { ...given, layers: given.layers.filter(({ kind }) => kind !== 'dropout') };
  const built = buildProblem(problem, parts);
  const { learner, batch } = built;
  const { network, loss } = learner;
  const { tensor, index } = elementOf(network, place);
  const of = referencePlace(place.name);
  const x = batch.inputs.toRows();
  const objective = objectiveOf(batch, problem.output);
  const layers = referenceLayers(built, x.length);
  const own = referenceGradients(layers, x, objective).layers[of.layer]!;
  const gradient = of.tensor === 'kernel' ? own.kernel.flat() : own.bias!;
  const difference = differences(layers, x, objective);
  const position = indicesOf(index, tensor.shape);
  trainStep({ ...learner, optimizer: STANDSTILL }, batch);
  const parameter = network.block.parameters.find(({ name }) => name === place.name)!;
  const analytic = parameter.gradient.data[index]!;
  const lossAt = (weight: number): number => {
    tensor.data[index] = weight;
    return Math.fround(loss.forward(network.forward(batch.inputs), batch.targets, batch.weights) + network.penalty());
  };
  const float32Loss = (h: number): number => {
    const kept = tensor.data[index]!;
    const [above, below] = [lossAt(kept + h), lossAt(kept - h)];
    tensor.data[index] = kept;
    return (above - below) / (2 * h);
  };
  return {
    analytic,
    exact: gradient[index]!,
    tensor: gradient,
    difference: (h: number) => difference({ ...of, position }, h),
    float32Loss,
  };
}

/** W2 is the kernel of the reference's layer 1, counted from 0. */
export function referencePlace(name: string): Omit<Place, 'position'> {
  return { tensor: name.startsWith('W') ? 'kernel' : 'bias', layer: Number(name.slice(1)) - 1 };
}
