/**
 * What logits say of one row by itself: a probability for each class, and the loss if the row's class is known.
 */
import { makeLoss } from '../../model/make-loss.ts';
import type { Loss } from '../../nn/losses/loss.ts';
import { Tensor } from '../../tensor/tensor.ts';

export interface RowAnswer {
  /** On the mix of the training, [k]. */
  readonly probabilities: Float32Array;
  /** −ln of the probability of the row's class; null where that isn't known. */
  readonly loss: number | null;
}

/**
 * @param logits [1, u]
 * @param loss that the network is trained with; what it remembers of its last pass stays
 * @param target a class number, −1 where unknown
 */
export function rowAnswer(logits: Tensor, loss: Loss, target: number): RowAnswer {
  const p = Tensor.zeros(1, loss.kind === 'sigmoid' ? 2 : logits.columns);
  loss.probabilities(logits, p);
  const own = target < 0 ? null : makeLoss(loss.kind).forward(logits, Int32Array.of(target));
  return { probabilities: p.data, loss: own };
}
