/**
 * Student's t distribution (Student 1908), and the F distribution of which its square is one.
 *
 *   P(|T| > |t|) = I_{ν/(ν + t²)}(ν/2, 1/2)      P(F > f) = I_{n/(n + m·f)}(n/2, m/2)
 *
 * with ν, m and n degrees of freedom (Abramowitz & Stegun 1964, 26.7.1 and 26.6.2).
 */
import { requireArgument } from '../../argument-checks.ts';
import { incompleteBeta } from './incomplete-beta.ts';

/** P(|T| > |t|), the two-sided p-value of t. */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  requireArgument(!Number.isNaN(t), 'twoSidedP', 't', t, 'a number');
  return upperF(t * t, 1, degreesOfFreedom);
}

/** P(T > t). */
export function studentTail(t: number, degreesOfFreedom: number): number {
  const half = twoSidedP(t, degreesOfFreedom) / 2;
  return t >= 0 ? half : 1 - half;
}

/** The t that is exceeded in absolute value with this probability: `studentQuantile(0.05, 9)` is 2.262. */
export function studentQuantile(twoSided: number, degreesOfFreedom: number): number {
  requireProbability('studentQuantile', twoSided);
  return Math.sqrt(quantileF(twoSided, 1, degreesOfFreedom));
}

/** P(F > f), f at least 0. */
function upperF(f: number, m: number, n: number): number {
  for (const degrees of [m, n]) {
    requireArgument(degrees > 0 && degrees < Infinity, 'upperF', 'degreesOfFreedom', degrees, 'a number above 0');
  }
  if (f === Infinity) return 0;
  const sum = n + m * f;
  return incompleteBeta(n / sum, (m * f) / sum, n / 2, m / 2);
}

/** The f that is exceeded with this probability: halves an interval around it until no number is left between its ends. */
export function quantileF(upper: number, m: number, n: number): number {
  requireProbability('quantileF', upper);
  let [low, high] = [0, 1];
  while (upperF(high, m, n) > upper) [low, high] = [high, high * 4];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return middle;
    if (upperF(middle, m, n) > upper) low = middle;
    else high = middle;
  }
}

function requireProbability(where: string, probability: number): void {
  requireArgument(probability > 0 && probability < 1, where, 'probability', probability, 'a number between 0 and 1');
}
