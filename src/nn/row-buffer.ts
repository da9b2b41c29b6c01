/**
 * Memory for one layer's rows [n, d], kept from batch to batch: it grows to the largest n asked for and then is only
 * handed out, so a training step allocates nothing.
 */
import { allocate, Tensor } from '../tensor/tensor.ts';

export class RowBuffer {
  readonly columns: number;
  /** As long as what `settle` gave. */
  #settled: Float32Array = new Float32Array(0);
  /** For more rows than that. */
  #grown: Float32Array = this.#settled;
  readonly #views = new Map<number, Tensor>();

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Takes other memory, for as many rows as fit; what stood in the old one is gone. More rows are given memory apart. */
  moveTo(data: Float32Array): void {
    this.#settled = this.#grown = data;
    this.#views.clear();
  }

  /** A tensor [rows, columns] with whatever the last user left in it; valid until the next call with more rows. */
  take(rows: number): Tensor {
    const known = this.#views.get(rows);
    if (known !== undefined) return known;
    const length = rows * this.columns;
    if (length > this.#grown.length) {
      this.#grown = allocate(length, `RowBuffer: [${rows}, ${this.columns}]`);
      this.#views.clear();
    }
    const data = length <= this.#settled.length ? this.#settled : this.#grown;
    const view = new Tensor(data.subarray(0, length), [rows, this.columns]);
    this.#views.set(rows, view);
    return view;
  }
}
