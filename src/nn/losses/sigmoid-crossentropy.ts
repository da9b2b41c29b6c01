/**
 * Sigmoid and binary cross-entropy in one, for two classes and one logit: p = 1 / (1 + e⁻ᶻ) is the probability of
 * class 1, and loss = max(z, 0) − z·y + ln(1 + e^−|z|), which never overflows. The gradient with respect to z is
 * p − y.
 */
import { exp, log } from '../../tensor/exponential.ts';
import { requireShape, type Tensor } from '../../tensor/tensor.ts';
import type { Tap } from '../tap.ts';
import { LossMemory } from './loss-memory.ts';
import { requireTargets, type Loss } from './loss.ts';
import { SIGMOID } from './output-activation.ts';
import { sigmoid } from './sigmoid.ts';

export class BinaryCrossentropy implements Loss {
  readonly kind = 'sigmoid';
  readonly memory = new LossMemory();
  #dZ!: Tensor;

  readonly outputUnits = SIGMOID.outputUnits;
  readonly probabilities = SIGMOID.probabilities;
  readonly predict = SIGMOID.predict;

  forward(z: Tensor, targets: Int32Array, weights: Float32Array | null = null, tap?: Tap): number {
    requireShape('BinaryCrossentropy', 'logits', z, [targets.length, 1]);
    requireTargets('BinaryCrossentropy', z, targets, weights, 2);
    const n = z.rows;
    const { p, dZ } = this.memory.rowsFor(z);
    let total = 0;
    for (let i = 0; i < n; i++) {
      const y = targets[i]!;
      const logit = z.data[i]!;
      const weight = weights === null ? 1 : weights[i]!;
      p.data[i] = sigmoid(logit); // eq:sigmoid-ce
      // p − 1 = −sigmoid(−z): a confident row loses no digits.
      dZ.data[i] = ((y === 1 ? -sigmoid(-logit) : sigmoid(logit)) * weight) / n; // eq:dce.dz
      total += weight * (Math.max(logit, 0) - logit * y + log(1 + exp(-Math.abs(logit)))); // eq:sigmoid-ce
    }
    this.#dZ = dZ;
    tap?.('p', p);
    return total / n;
  }

  /** dZ = w·(p − y) / n */
  backward(): Tensor {
    return this.#dZ;
  }
}
