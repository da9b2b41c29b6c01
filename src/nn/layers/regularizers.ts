/**
 * The L2 penalty of a kernel, λ·Σw², as Keras defines it (Goodfellow et al., Deep Learning, eq. 7.1, has λ/2 instead).
 * It is part of the training loss; validation and test losses are without it.
 */
import type { Parameter } from '../parameter.ts';

/** λ·Σw², summed in float64. */
export function l2Penalty(lambda: number, { value }: Parameter): number {
  let sum = 0;
  for (const w of value.data) sum += w * w;
  return lambda * sum;
}

/**
 * dW += 2λ·W. A weight w is in one term of the penalty alone, λ·w², which grows by 2λ·w. The optimizer steps against the
 * gradient, so each step takes a share of every weight away: only what the data pulls at stays large.
 */
export function addL2Gradient(lambda: number, { value, gradient }: Parameter): void {
  const [w, dW] = [value.data, gradient.data];
  const factor = Math.fround(2 * lambda);
  for (let i = 0; i < w.length; i++) dW[i] = dW[i]! + Math.fround(factor * w[i]!);
}
