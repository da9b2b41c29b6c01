/**
 * Softmax and sparse categorical cross-entropy in one: p = softmax(z) [n, k], and the loss of a row of class y is
 * −ln p_y (Goodfellow et al., Deep Learning, eq. 6.30). Sparse: classes are given as numbers, not as rows of 0 and 1.
 * The loops are in `tensor/kernels/reference.ts`.
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import { argmaxRows } from '../../tensor/operations.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Tap } from '../tap.ts';
import { LossMemory } from './loss-memory.ts';
import { requireTargets, type Loss } from './loss.ts';
import { softmax } from './softmax.ts';
import { tapSoftmax } from './softmax-taps.ts';

export class SparseCategoricalCrossentropy implements Loss {
  readonly kind = 'softmax';
  readonly memory = new LossMemory();
  readonly probabilities = softmax;
  readonly predict = argmaxRows;
  #dZ!: Tensor;

  outputUnits(classCount: number): number {
    return classCount;
  }

  forward(z: Tensor, targets: Int32Array, weights: Float32Array | null = null, tap?: Tap): number {
    requireTargets('SparseCategoricalCrossentropy', z, targets, weights, z.columns);
    const { p, dZ } = this.memory.rowsFor(z);
    const total = currentKernels().softmaxCrossentropy(z.data, targets, weights, p.data, dZ.data, z.rows, z.columns);
    this.#dZ = dZ;
    if (tap !== undefined) tapSoftmax(z, p, tap);
    return total / z.rows;
  }

  /**
   * dZ [n, k] = w·(p − 1_y) / n, computed in the same loop. A row's loss is −ln p_y = ln Σⱼ exp(zⱼ) − z_y. The
   * derivative of the first term with respect to zⱼ is exp(zⱼ) / Σ exp(z) = pⱼ; that of z_y is 1 if j is y, else 0.
   * Together that is pⱼ − 1 at the right class and pⱼ at the others: p − 1_y. The mean takes w / n of each row's loss.
   *
   * So each logit is pulled as hard as p is wrong: not at all when p is sure and right.
   */
  backward(): Tensor {
    return this.#dZ;
  }
}
