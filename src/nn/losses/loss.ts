/**
 * What a loss is: from logits and class numbers it computes the mean loss of the rows and its gradient with respect to
 * the logits. Softmax or sigmoid is part of the loss, so nothing needs clipping.
 */
import { requireClasses } from '../../argument-checks.ts';
import { requireMatrix, type Tensor } from '../../tensor/tensor.ts';
import type { Tap } from '../tap.ts';
import type { LossMemory } from './loss-memory.ts';
import type { OutputActivation } from './output-activation.ts';

export interface Loss extends OutputActivation {
  readonly kind: 'softmax' | 'sigmoid';
  readonly memory: LossMemory;
  /**
   * The mean over the n rows of wᵢ·lossᵢ (wᵢ = 1 without weights), summed in float64.
   *
   * @param logits [n, u]
   * @param targets class numbers [n], each in [0, k)
   * @param weights wᵢ [n]
   * @throws RangeError if shapes don't fit or a class number is out of range.
   */
  forward(logits: Tensor, targets: Int32Array, weights?: Float32Array | null, tap?: Tap): number;
  /** The gradient of the last `forward` with respect to its logits, [n, u]; the loss's own memory. */
  backward(): Tensor;
}

/** The check that losses share: one target and one weight per row, each target a class number below `classCount`. */
export function requireTargets(
  loss: string,
  logits: Tensor,
  targets: Int32Array,
  weights: Float32Array | null,
  classCount: number,
): void {
  requireMatrix(loss, 'logits', logits);
  if (targets.length !== logits.rows || (weights !== null && weights.length !== logits.rows)) {
    throw new RangeError(
      `${loss}: ${logits.rows} rows of logits, ${targets.length} targets` +
        (weights === null ? '' : `, ${weights.length} weights`),
    );
  }
  requireClasses(loss, targets, classCount);
}
