/**
 * Memory for one layer's rows [n, d], kept from batch to batch: it grows to the largest n asked for and then is only
 * handed out, so a training step allocates nothing.
 */
import { Tensor } from '../tensor/tensor.ts';

export class RowBuffer {
  readonly columns: number;
  #data: Float32Array = new Float32Array(0);
  readonly #views = new Map<number, Tensor>();

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Takes other memory, for as many rows as fit; what stood in the old one is gone. */
  moveTo(data: Float32Array): void {
    this.#data = data;
    this.#views.clear();
  }

  /** A tensor [rows, columns] with whatever the last user left in it; valid until the next call with more rows. */
  take(rows: number): Tensor {
    const known = this.#views.get(rows);
    if (known !== undefined) return known;
    const length = rows * this.columns;
    if (length > this.#data.length) {
      this.#data = new Float32Array(length);
      this.#views.clear();
    }
    const view = new Tensor(this.#data.subarray(0, length), [rows, this.columns]);
    this.#views.set(rows, view);
    return view;
  }
}
