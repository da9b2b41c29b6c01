/**
 * Logistic regression fitted to its minimum: Σ loss + Σ w² / (2C), the intercept without penalty, as in scikit-learn
 * (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., sec. 4.4). C = ∞ is no penalty.
 *
 * Without one there need be no single minimum. Inputs that are collinear have many; classes that an input separates have
 * none, for the loss goes on falling as weights grow. So C = ∞ leaves a penalty of 10⁻¹⁰·n·v² / 2 on the weight v of each
 * standardised input: far too small to be seen in a weight that the rows decide, it picks the smallest of many weights,
 * and ends those that would grow for ever.
 */
import { expOfMinus } from '../../tensor/exponential64.ts';
import { factorise, solve } from './cholesky.ts';
import { LogisticLoss } from './logistic-loss.ts';
import { minimise, type Minimum } from './minimise.ts';

/** What was learned: z = coefficients·x + intercept, of the second of two classes, or of each of more. */
export interface LogisticWeights {
  /** [units, d]; one unit for two classes, else k. */
  readonly coefficients: Float64Array;
  /** [units] */
  readonly intercepts: Float64Array;
  /** The mean loss of the rows, penalty included, and how it was found. */
  readonly minimum: Minimum;
}

export interface LogisticRows {
  /** Row by row [n, d], all below 1e150 in size: their squares have to be finite. */
  readonly values: Float64Array | Float32Array;
  readonly columns: number;
  /** Class numbers [n], each class present. */
  readonly targets: Int32Array;
  readonly classCount: number;
}

const LEAST_PENALTY = 1e-10;
const LARGEST_PENALTY = 1e300;
/** Of each diagonal element: more than float32 products of `curvature` are off by, so that there is a factor. */
const DAMPING = 1e-6;

/** @param C above 0; Infinity for no penalty */
export function fitLogisticRegression(rows: LogisticRows, C: number): LogisticWeights {
  const { columns: d, targets, classCount } = rows;
  const n = targets.length;
  const { inputs, means, scales } = standardised(rows);
  const loss = new LogisticLoss(inputs, targets, classCount);
  const { units, width } = loss;
  const penalties = Float64Array.from({ length: width }, (_, j) => {
    if (j === d) return 0;
    if (C === Infinity) return LEAST_PENALTY;
    // Finite even where a column is so narrow that its square is 0.
    return Math.min(1 / (C * n * scales[j]! * scales[j]!), LARGEST_PENALTY);
  });
  const blocks = Array.from({ length: units }, () => new Float64Array(width * width));
  const weights = new Float64Array(units * width);
  const minimum = minimise(
    {
      at(place, gradient) {
        let value = loss.at(place, gradient);
        for (let j = 0; j < place.length; j++) {
          const pull = penalties[j % width]! * place[j]!;
          gradient[j] = gradient[j]! + pull;
          value += (pull * place[j]!) / 2;
        }
        return value;
      },
      renewCurvature() {
        for (const [unit, block] of blocks.entries()) {
          for (let damping = DAMPING; ; damping *= 100) {
            loss.curvature(unit, block);
            for (let j = 0; j < width; j++) {
              const at = j * width + j;
              block[at] = block[at]! * (1 + damping) + penalties[j]! + LEAST_PENALTY * damping;
            }
            if (factorise(block, width)) break;
          }
        }
      },
      divideByCurvature(vector) {
        for (const [unit, block] of blocks.entries()) {
          solve(block, vector.subarray(unit * width, unit * width + width));
        }
        if (units > 1) centre(vector, units, width);
      },
    },
    weights,
  );
  const coefficients = new Float64Array(units * d);
  const intercepts = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    intercepts[unit] = weights[unit * width + d]!;
    for (let j = 0; j < d; j++) {
      const coefficient = weights[unit * width + j]! / scales[j]!;
      coefficients[unit * d + j] = coefficient;
      intercepts[unit] = intercepts[unit]! - coefficient * means[j]!;
    }
  }
  return { coefficients, intercepts, minimum };
}

/**
 * Takes from each weight the mean of that weight over the units. What all logits have in common changes no probability,
 * so the smallest weights have none of it; the blocks of the curvature know nothing of that.
 */
function centre(vector: Float64Array, units: number, width: number): void {
  for (let j = 0; j < width; j++) {
    let sum = 0;
    for (let unit = 0; unit < units; unit++) sum += vector[unit * width + j]!;
    for (let unit = 0; unit < units; unit++) vector[unit * width + j] = vector[unit * width + j]! - sum / units;
  }
}

/** Each column with mean 0 and deviation 1, or 0 where all its values are equal, and a last one of 1s. */
function standardised({ values, columns: d, targets }: LogisticRows) {
  const [n, width] = [targets.length, d + 1];
  // Float32 stays float32: it is half the memory, and the standardised value has the digits that the value has.
  const inputs = (values instanceof Float32Array ? new Float32Array(n * width) : new Float64Array(n * width)).fill(1);
  const means = new Float64Array(d);
  const scales = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    let [sum, least, most] = [0, Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const value = values[i * d + j]!;
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const mean = least === most ? least : sum / n;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const distance = values[i * d + j]! - mean;
      squares += distance * distance;
    }
    // Equal values have a mean that is rounded, so their squares need not be 0.
    const scale = least === most ? 1 : Math.sqrt(squares / n) || 1;
    means[j] = mean;
    scales[j] = scale;
    for (let i = 0; i < n; i++) inputs[i * width + j] = (values[i * d + j]! - mean) / scale;
  }
  return { inputs, means, scales };
}

/** The probability of each class for rows of d values, row by row [n, k]. */
export function logisticProbabilities(
  { coefficients, intercepts }: LogisticWeights,
  values: Float64Array | Float32Array,
  classCount: number,
): Float64Array {
  const units = intercepts.length;
  const d = coefficients.length / units;
  const n = values.length / d;
  const probabilities = new Float64Array(n * classCount);
  const z = new Float64Array(classCount);
  for (let i = 0; i < n; i++) {
    for (let unit = 0; unit < units; unit++) {
      let sum = intercepts[unit]!;
      for (let j = 0; j < d; j++) sum += coefficients[unit * d + j]! * values[i * d + j]!;
      // Of two classes the first has the logit 0.
      z[classCount - units + unit] = sum;
    }
    const largest = z.reduce((most, value) => Math.max(most, value), -Infinity);
    const powers = z.map((value) => expOfMinus(largest - value));
    const total = powers.reduce((sum, power) => sum + power, 0);
    for (let label = 0; label < classCount; label++) probabilities[i * classCount + label] = powers[label]! / total;
  }
  return probabilities;
}
