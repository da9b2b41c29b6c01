/**
 * The L2 penalty of a kernel, λ·Σw², as Keras defines it (Goodfellow et al., Deep Learning, eq. 7.2, has α/2 instead).
 * It is part of the training loss, but not of validation and test losses.
 */
import type { Parameter } from '../parameter.ts';

/** λ·Σw², summed in float64. */
export function l2Penalty(lambda: number, { value }: Parameter): number {
  let sum = 0; // eq:l2 {
  for (const w of value.data) sum += w * w;
  return lambda * sum; // eq:l2 }
}

/**
 * dW += 2λ·W. A weight w is in one term of the penalty only, λ·w², whose derivative is 2λ·w. The optimizer steps
 * against the gradient, so each step takes away a share of every weight: only weights that the data pulls at stay
 * large.
 */
export function addL2Gradient(lambda: number, { value, gradient }: Parameter): void {
  const [w, dW] = [value.data, gradient.data];
  const factor = Math.fround(2 * lambda); // eq:l2 {
  for (let i = 0; i < w.length; i++) dW[i] = dW[i]! + Math.fround(factor * w[i]!); // eq:l2 }
}
