/**
 * The folded normal distribution: |X| for X normal with standard deviation 1 (Leone, Nelson & Nottingham 1961). With
 * φ = √(2/π)·e^(−μ²/2) and e = erf(μ/√2) the moments are
 *
 *   E|X| = φ + μ·e      E|X|² = μ² + 1      E|X|³ = (μ² + 2)·φ + (μ³ + 3·μ)·e
 */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  /** E(|X| − E|X|)³ */
  readonly third: number;
}

/** So far from 0 nothing is folded: the share that would be is below 10⁻¹⁵. */
const UNFOLDED = 8;

/** @param mean μ of X, at least 0 */
export function foldedNormal(mean: number): Moments {
  if (mean >= UNFOLDED) return { mean, variance: 1, third: 0 };
  const density = Math.sqrt(2 / Math.PI) * Math.exp((-mean * mean) / 2);
  const inside = errorFunction(mean, density);
  const first = density + mean * inside;
  const second = mean * mean + 1;
  const cube = (mean * mean + 2) * density + (mean ** 3 + 3 * mean) * inside;
  return { mean: first, variance: second - first ** 2, third: cube - 3 * first * second + 2 * first ** 3 };
}

/** erf(x/√2) = √(2/π)·e^(−x²/2)·(x + x³/3 + x⁵/(3·5) + …), all terms of one sign (Abramowitz & Stegun 1964, 26.2.11). */
function errorFunction(x: number, density: number): number {
  let [sum, term] = [0, x];
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return density * sum;
}
