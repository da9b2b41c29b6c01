/**
 * Softmax and sparse categorical cross-entropy in one: p = softmax(z), loss = −ln p_y (Goodfellow et al., Deep
 * Learning, eqs. 6.29 and 6.30). The row's maximum m is subtracted first, so exp never overflows:
 * loss = ln Σⱼ exp(zⱼ − m) − (z_y − m), and the gradient by z is p − 1_y.
 */
import { exp } from '../../tensor/exponential.ts';
import { currentKernels } from '../../tensor/kernels/current.ts';
import { argmaxRows } from '../../tensor/operations.ts';
import { requireMatrix, requireShape, type Tensor } from '../../tensor/tensor.ts';
import { requireRows, type Loss } from './loss.ts';
import { RowBuffer } from '../row-buffer.ts';
import type { Tap } from '../tap.ts';

/** out [n, k] = softmax of each row of z [n, k]; the row's sum and quotients are float64, rounded when stored. */
export function softmax(z: Tensor, out: Tensor): void {
  requireMatrix('softmax', 'z', z);
  requireShape('softmax', 'out', out, z.shape);
  const [from, to, k] = [z.data, out.data, z.columns];
  for (let start = 0; start < from.length; start += k) {
    // A NaN in the row makes it NaN.
    let max = -Infinity;
    for (let j = start; j < start + k; j++) max = Math.max(max, from[j]!);
    let sum = 0;
    for (let j = start; j < start + k; j++) sum += to[j] = exp(from[j]! - max);
    for (let j = start; j < start + k; j++) to[j] = to[j]! / sum;
  }
}

export class SparseCategoricalCrossentropy implements Loss {
  readonly kind = 'softmax';
  #p: RowBuffer | undefined;
  #dZ: RowBuffer | undefined;
  #gradient!: Tensor;

  buffers(units: number): readonly RowBuffer[] {
    return [(this.#p ??= new RowBuffer(units)), (this.#dZ ??= new RowBuffer(units))];
  }

  outputUnits(classCount: number): number {
    return classCount;
  }

  forward(z: Tensor, targets: Int32Array, weights: Float32Array | null = null, tap?: Tap): number {
    requireMatrix('SparseCategoricalCrossentropy', 'logits', z);
    requireRows('SparseCategoricalCrossentropy', z, targets, weights);
    const [n, k] = [z.rows, z.columns];
    const p = (this.#p ??= new RowBuffer(k)).take(n);
    const dZ = (this.#dZ ??= new RowBuffer(k)).take(n);
    for (let i = 0; i < n; i++) {
      const y = targets[i]!;
      if (y < 0 || y >= k) throw new RangeError(`SparseCategoricalCrossentropy: class ${y} with ${k} logits`);
    }
    const total = currentKernels().softmaxCrossentropy(z.data, targets, weights, p.data, dZ.data, n, k);
    this.#gradient = dZ;
    tap?.('p', p);
    return total / n;
  }

  /** dZ = w·(p − 1_y) / n */
  backward(): Tensor {
    return this.#gradient;
  }

  probabilities(z: Tensor, out: Tensor): void {
    softmax(z, out);
  }

  predict(z: Tensor, out: Int32Array): void {
    argmaxRows(z, out);
  }
}
