/**
 * Calibration: a transformation of logits, fitted on validation rows, that makes probabilities match observed shares.
 * Both methods minimise cross-entropy, and neither reverses the order of two rows.
 *
 *   temperature   z / T for every logit (Guo, Pleiss, Sun & Weinberger 2017, section 4.2); any number of classes
 *   platt         a·z + b for the logit z of class 1 against class 0 (Platt 1999); two classes
 *
 * The result goes into the model file, so it is computed only with + − × ÷ and our own `exp` and `log`. The search
 * compares slopes of the loss, not losses, because slopes keep more digits near the minimum.
 */
import { requireArgument } from '../argument-checks.ts';
import { exp, log } from '../tensor/exponential.ts';
import { requireMatrix, requireShape, type Tensor } from '../tensor/tensor.ts';

/** The ways to calibrate, including none. */
export const CALIBRATION_METHODS = ['none', 'temperature', 'platt'] as const;
export type CalibrationMethod = (typeof CALIBRATION_METHODS)[number];

export type Calibration =
  | { readonly method: 'temperature'; readonly temperature: number }
  | { readonly method: 'platt'; readonly slope: number; readonly intercept: number };

/** @throws RangeError for a method that there isn't, or numbers that aren't finite. */
export function requireCalibration(calibration: Calibration): void {
  const { method, ...numbers } = calibration;
  const names = Object.entries({ temperature: ['temperature'], platt: ['slope', 'intercept'] }).find(
    ([known]) => known === method,
  );
  const holds = names?.[1].every((name) => Number.isFinite((numbers as Record<string, unknown>)[name])) ?? false;
  requireArgument(holds, 'Classifier', 'calibration', method, 'temperature or platt, with finite numbers');
}

/** Without limits, T would fall to 0 if the classes are separated perfectly, and grow forever if logits say nothing. */
const LOWEST_TEMPERATURE = 0.01;
const HIGHEST_TEMPERATURE = 100;

/**
 * The temperature from 0.01 to 100 with the least cross-entropy. The slope of the loss with respect to 1/T,
 * Σ (Σⱼ pⱼ·zⱼ − z_target) over the rows, never falls (the loss is convex in 1/T), so bisection finds its zero.
 *
 * @param logits [n, k], or [n, 1] with the logit of class 1 against class 0
 * @param targets class numbers [n]
 */
export function fitTemperature(logits: Tensor, targets: Int32Array): Calibration {
  requireLogits('fitTemperature', logits, targets);
  let low = 1 / HIGHEST_TEMPERATURE;
  let high = 1 / LOWEST_TEMPERATURE;
  if (temperatureSlope(logits, targets, low) >= 0) return { method: 'temperature', temperature: HIGHEST_TEMPERATURE };
  if (temperatureSlope(logits, targets, high) <= 0) return { method: 'temperature', temperature: LOWEST_TEMPERATURE };
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (temperatureSlope(logits, targets, middle) < 0) low = middle;
    else high = middle;
  }
  return { method: 'temperature', temperature: 2 / (low + high) };
}

/**
 * Platt scaling with his smoothed targets, (n₁ + 1)/(n₁ + 2) for class 1 and 1/(n₀ + 2) for class 0. They keep the
 * minimum finite if the classes are separated perfectly. Uses Newton's method, halving each step until the loss along
 * it no longer turns steeply upwards. If the best slope is negative or undetermined (all logits equal), the slope is 0,
 * the best that doesn't reverse the order.
 *
 * @param logits [n, 1], the logit of class 1 against class 0, or [n, 2]
 * @param targets 0 or 1 [n]
 */
export function fitPlatt(logits: Tensor, targets: Int32Array): Calibration {
  requireLogits('fitPlatt', logits, targets);
  requireTwoClasses('fitPlatt', logits);
  const n = targets.length;
  const margins = Float64Array.from(targets, (_, row) => margin(logits, row));
  const mean = margins.reduce((sum, z) => sum + z, 0) / n;
  const problem = { centred: margins.map((z) => z - mean), goals: smoothedTargets(targets) };
  const goalSum = problem.goals.reduce((sum, goal) => sum + goal, 0);
  const flat = log(goalSum / (n - goalSum));
  let point = { slope: 0, intercept: flat };
  for (let step = 0; step < 100; step++) {
    const next = newtonStep(problem, point);
    if (next === null) break;
    point = next.point;
    // Logits moved by about 1e-6, and Newton's next step is about the square of this one: too small for float32.
    if (next.decrement <= 1e-12 * n) break;
  }
  if (!(point.slope > 0)) return { method: 'platt', slope: 0, intercept: flat };
  return { method: 'platt', slope: point.slope, intercept: point.intercept - point.slope * mean };
}

/** Calibrated logits of the same shape, to pass to `probabilities` of the same loss; `out` may be `logits`. */
export function calibrateLogits(calibration: Calibration, logits: Tensor, out: Tensor): void {
  requireMatrix('calibrateLogits', 'logits', logits);
  requireShape('calibrateLogits', 'out', out, logits.shape);
  if (calibration.method === 'temperature') {
    for (let i = 0; i < out.data.length; i++) out.data[i] = logits.data[i]! / calibration.temperature;
    return;
  }
  requireTwoClasses('calibrateLogits', logits);
  const u = logits.columns;
  for (let row = 0; row < logits.rows; row++) {
    const calibrated = calibration.slope * margin(logits, row) + calibration.intercept;
    if (u === 2) out.data[row * u] = 0;
    out.data[row * u + u - 1] = calibrated;
  }
}

/**
 * The derivative of the summed cross-entropy with respect to 1/T. Logits are relative to the row's largest, so exp
 * never overflows.
 */
function temperatureSlope(logits: Tensor, targets: Int32Array, inverseTemperature: number): number {
  const k = Math.max(logits.columns, 2);
  const row = new Float64Array(k);
  let slope = 0;
  for (let i = 0; i < targets.length; i++) {
    if (logits.columns === 1) row[1] = logits.data[i]!;
    else row.set(logits.data.subarray(i * k, (i + 1) * k));
    const largest = row.reduce((a, b) => Math.max(a, b));
    let weights = 0;
    let weighted = 0;
    for (const z of row) {
      const e = exp(inverseTemperature * (z - largest));
      weights += e;
      weighted += e * (z - largest);
    }
    slope += weighted / weights - (row[targets[i]!]! - largest);
  }
  return slope;
}

interface PlattProblem {
  /** Logits of class 1 minus their mean, which decorrelates the two unknowns [n]. */
  readonly centred: Float64Array;
  /** The smoothed targets [n]. */
  readonly goals: Float64Array;
}

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The next point, and the loss decrease that the quadratic model predicts for the whole step; null if no step is left.
 */
function newtonStep(problem: PlattProblem, point: Line): { point: Line; decrement: number } | null {
  const { gradient, hessian } = plattDerivatives(problem, point);
  const { aa, ab, bb } = hessian;
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-12 * aa * bb)) return null;
  const step = {
    slope: (ab * gradient.intercept - bb * gradient.slope) / determinant,
    intercept: (ab * gradient.slope - aa * gradient.intercept) / determinant,
  };
  const decrement = -along(gradient, step);
  for (let length = 1; length > 1e-6; length /= 2) {
    const next = {
      slope: point.slope + length * step.slope,
      intercept: point.intercept + length * step.intercept,
    };
    if (along(plattDerivatives(problem, next).gradient, step) <= decrement / 2) return { point: next, decrement };
  }
  return null;
}

function along(gradient: Line, step: Line): number {
  return gradient.slope * step.slope + gradient.intercept * step.intercept;
}

/** First and second derivatives of Σ cross-entropy(goal, σ(slope·z + intercept)). */
function plattDerivatives({ centred, goals }: PlattProblem, { slope, intercept }: Line) {
  const gradient = { slope: 0, intercept: 0 };
  const hessian = { aa: 0, ab: 0, bb: 0 };
  for (let row = 0; row < centred.length; row++) {
    const z = centred[row]!;
    const logit = slope * z + intercept;
    const e = exp(-Math.abs(logit));
    const difference = (logit >= 0 ? 1 : e) / (1 + e) - goals[row]!;
    const curvature = e / ((1 + e) * (1 + e));
    gradient.slope += difference * z;
    gradient.intercept += difference;
    hessian.aa += curvature * z * z;
    hessian.ab += curvature * z;
    hessian.bb += curvature;
  }
  return { gradient, hessian };
}

function smoothedTargets(targets: Int32Array): Float64Array {
  const ones = targets.reduce((sum, target) => sum + target, 0);
  const zeros = targets.length - ones;
  return Float64Array.from(targets, (target) => (target === 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2)));
}

/** The logit of class 1 against class 0. */
function margin({ data, columns }: Tensor, row: number): number {
  return columns === 1 ? data[row]! : data[row * 2 + 1]! - data[row * 2]!;
}

function requireLogits(operation: string, logits: Tensor, targets: Int32Array): void {
  requireMatrix(operation, 'logits', logits);
  requireShape(operation, 'logits', logits, [targets.length, logits.columns]);
  if (targets.length === 0) throw new RangeError(`${operation}: no rows`);
  const bad = logits.data.findIndex((logit) => !Number.isFinite(logit));
  if (bad >= 0) throw new RangeError(`${operation}: logit ${bad} is ${logits.data[bad]}`);
}

function requireTwoClasses(operation: string, { columns }: Tensor): void {
  if (columns > 2) throw new RangeError(`${operation}: ${columns} classes, Platt scaling is for 2`);
}
