/**
 * What Adam shows to a tap beside its moments m and v. None of it is computed without a tap:
 *
 *   m̂ = m / (1 − β1ᵗ),  v̂ = v / (1 − β2ᵗ),  step = αₜ·m / (√v + ε),  so that W' = W − (α·λ·W + step)
 *
 * The step has the arithmetic of `tensor/kernels/reference.ts`, so W' is that difference to the bit, each operation
 * rounded. The kernel takes αₜ in place of m̂ and v̂: α·m̂ / (√v̂ + ε / √(1 − β2ᵗ)) is the same number, rounded otherwise.
 */
import type { AdamStep } from '../../tensor/kernels/kernels.ts';
import type { ParameterBlock } from '../parameter.ts';
import type { Tap } from '../tap.ts';
import { tapStep, type Optimizer } from './optimizer.ts';

interface SteppedAdam extends Optimizer {
  readonly beta1Power: number;
  readonly beta2Power: number;
}

/** Shows, of each parameter, m, v, m̂, v̂, the step and the new value. */
export function tapAdam(adam: SteppedAdam, block: ParameterBlock, { alpha, epsilon }: AdamStep, tap: Tap): void {
  const [m, v] = [...adam.state.values()] as [Float32Array, Float32Array];
  const mHat = m.map((mean) => mean / (1 - adam.beta1Power)); // eq:adam.mhat
  const vHat = v.map((mean) => mean / (1 - adam.beta2Power)); // eq:adam.vhat
  const step = m.map((mean, i) => Math.fround(alpha * mean) / Math.fround(Math.fround(Math.sqrt(v[i]!)) + epsilon)); // eq:adam.step
  tapStep([...adam.state, ['adam.mhat', mHat], ['adam.vhat', vHat], ['adam.step', step]], block, tap);
}
