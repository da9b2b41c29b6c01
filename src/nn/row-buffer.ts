/**
 * Memory for rows [n, c], kept from batch to batch. It grows to the largest n asked for and is then reused, so a
 * training step allocates nothing.
 */
import { allocate, Tensor } from '../tensor/tensor.ts';

export class RowBuffer {
  readonly columns: number;
  /** Given by `moveTo`. */
  #reserved: Float32Array = new Float32Array(0);
  /** For more rows than fit there. */
  #grown: Float32Array = this.#reserved;
  readonly #views = new Map<number, Tensor>();

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Uses the given array for as many rows as fit, and its own memory for more. Previous rows are lost. */
  moveTo(data: Float32Array): void {
    this.#reserved = this.#grown = data;
    this.#views.clear();
  }

  /** A tensor [n, columns], not cleared; valid until the next call for more rows. */
  rows(n: number): Tensor {
    const known = this.#views.get(n);
    if (known !== undefined) return known;
    const length = n * this.columns;
    if (length > this.#grown.length) {
      this.#grown = allocate(length, `RowBuffer: [${n}, ${this.columns}]`);
      this.#views.clear();
    }
    const data = length <= this.#reserved.length ? this.#reserved : this.#grown;
    const view = new Tensor(data.subarray(0, length), [n, this.columns]);
    this.#views.set(n, view);
    return view;
  }
}
