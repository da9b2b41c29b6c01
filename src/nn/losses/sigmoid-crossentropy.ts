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

/** 1 / (1 + e⁻ᶻ) as a float64; e is only ever raised to a negative power. */
export function sigmoid(z: number): number {
  const e = exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

export class BinaryCrossentropy implements Loss {
  readonly kind = 'sigmoid';
  readonly memory = new LossMemory();
  #dZ!: Tensor;

  outputUnits(classCount: number): number {
    if (classCount !== 2) throw new RangeError(`BinaryCrossentropy: ${classCount} classes, one logit tells 2 apart`);
    return 1;
  }

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
      p.data[i] = sigmoid(logit);
      // p − 1 = −sigmoid(−z): a confident row loses no digits.
      dZ.data[i] = ((y === 1 ? -sigmoid(-logit) : sigmoid(logit)) * weight) / n;
      total += weight * (Math.max(logit, 0) - logit * y + log(1 + exp(-Math.abs(logit))));
    }
    this.#dZ = dZ;
    tap?.('p', p);
    return total / n;
  }

  /** dZ = w·(p − y) / n */
  backward(): Tensor {
    return this.#dZ;
  }

  probabilities(z: Tensor, out: Tensor): void {
    requireShape('BinaryCrossentropy', 'out', out, [z.rows, 2]);
    for (let i = 0; i < z.rows; i++) {
      out.data[2 * i] = sigmoid(-z.data[i]!);
      out.data[2 * i + 1] = sigmoid(z.data[i]!);
    }
  }

  predict(z: Tensor, out: Int32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = z.data[i]! > 0 ? 1 : 0;
  }
}
