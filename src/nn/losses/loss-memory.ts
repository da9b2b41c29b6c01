/**
 * What a loss keeps from its forward pass for its backward pass: the probabilities p and the gradient dZ with respect to
 * the logits, both of the same shape as the logits, [n, u].
 */
import type { Tensor } from '../../tensor/tensor.ts';
import { RowBuffer } from '../row-buffer.ts';

export class LossMemory {
  #p = new RowBuffer(0);
  #dZ = new RowBuffer(0);

  /** For logits of `units` columns. */
  buffers(units: number): readonly RowBuffer[] {
    if (this.#p.columns !== units) [this.#p, this.#dZ] = [new RowBuffer(units), new RowBuffer(units)];
    return [this.#p, this.#dZ];
  }

  rowsFor(logits: Tensor): { readonly p: Tensor; readonly dZ: Tensor } {
    this.buffers(logits.columns);
    return { p: this.#p.rows(logits.rows), dZ: this.#dZ.rows(logits.rows) };
  }
}
