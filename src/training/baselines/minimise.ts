/**
 * The minimum of a smooth convex function by L-BFGS (Nocedal & Wright, Numerical Optimization, 2nd ed., alg. 7.4 and 7.5)
 * that starts each step from Newton's: in the place of a multiple of the identity stands the inverse of a given
 * curvature. Where that is the Hessian, the steps are Newton's.
 */

export interface Convex {
  /** The value at a place, and the gradient there, written into `gradient`. */
  at(place: Float64Array, gradient: Float64Array): number;
  /** Replaces a vector by about H⁻¹ times it, H being the Hessian where the curvature was measured. */
  divideByCurvature(vector: Float64Array): void;
  /** Measures the curvature at the last place that `at` was asked for. */
  renewCurvature(): void;
}

export interface Minimum {
  readonly value: number;
  readonly steps: number;
  /** Whether no step could win more than the tolerance. */
  readonly isConverged: boolean;
}

/** Pairs of a step and what it did to the gradient. */
const MEMORY = 10;
const MOST_STEPS = 500;
const MOST_HALVINGS = 40;
/** While steps leave less than this share of the slope, they go on with the curvature of earlier ones. */
const RENEWED_FROM = 0.3;
/** Of the slope, what a step must win (Armijo). */
const SUFFICIENT = 1e-4;
/** What is left to win, by the quadratic that fits the place, when the search ends. */
const TOLERANCE = 1e-15;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/** @param place where to start; at the end it is the minimum */
export function minimise(convex: Convex, place: Float64Array): Minimum {
  const m = place.length;
  let [gradient, next] = [new Float64Array(m), new Float64Array(m)];
  const [direction, from] = [new Float64Array(m), new Float64Array(m)];
  const pairs: Pair[] = [];
  let value = convex.at(place, gradient);
  let [isDue, before] = [true, 0];
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (isDue) convex.renewCurvature();
    towardsMinimum(convex, gradient, pairs, direction);
    const slope = dot(gradient, direction);
    isDue = slope < RENEWED_FROM * before;
    before = slope;
    if (!(-slope / 2 > TOLERANCE)) return { value, steps, isConverged: true };
    from.set(place);
    let [length, found] = [1, NaN];
    for (let halvings = 0; halvings <= MOST_HALVINGS; halvings++, length /= 2) {
      for (let j = 0; j < m; j++) place[j] = from[j]! + length * direction[j]!;
      found = convex.at(place, next);
      // Near the minimum, values differ by less than they are rounded by.
      if (found <= value + SUFFICIENT * length * slope + 4 * Number.EPSILON * value) break;
      found = NaN;
    }
    if (Number.isNaN(found)) {
      place.set(from);
      convex.at(place, gradient);
      return { value, steps, isConverged: false };
    }
    // Where a whole step led too far, earlier ones knew another curvature.
    if (length < 1) pairs.length = 0;
    remember(pairs, from, place, gradient, next);
    [gradient, next] = [next, gradient];
    value = found;
  }
  return { value, steps: MOST_STEPS, isConverged: false };
}

/** direction = −B·gradient, where B is the inverse curvature, corrected by the pairs, the latest first and last. */
function towardsMinimum(convex: Convex, gradient: Float64Array, pairs: readonly Pair[], direction: Float64Array): void {
  for (let j = 0; j < direction.length; j++) direction[j] = -gradient[j]!;
  const shares = pairs.map(() => 0);
  for (const [index, { step, change, product }] of [...pairs.entries()].toReversed()) {
    shares[index] = dot(step, direction) / product;
    add(direction, -shares[index], change);
  }
  convex.divideByCurvature(direction);
  for (const [index, { step, change, product }] of pairs.entries()) {
    add(direction, shares[index]! - dot(change, direction) / product, step);
  }
}

function remember(
  pairs: Pair[],
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const step = to.map((value, j) => value - from[j]!);
  const change = after.map((value, j) => value - before[j]!);
  const product = dot(step, change);
  // A change that is nothing but rounding says nothing of the curvature.
  if (!(product > Number.EPSILON * Math.sqrt(dot(step, step) * dot(change, change)))) return;
  if (pairs.length === MEMORY) pairs.shift();
  pairs.push({ step, change, product });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function add(out: Float64Array, factor: number, vector: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = out[j]! + factor * vector[j]!;
}
