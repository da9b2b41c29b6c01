/**
 * The memory of a network's passes: `values[0]` is the input x, `values[i + 1]` the output of layer i, counted from 0.
 * `gradients[i]` is the gradient of the loss with respect to `values[i]`. All memory is kept from pass to pass.
 */
import { requireSize, type Tensor } from '../tensor/tensor.ts';
import type { Layer } from './layers/layer.ts';
import { RowBuffer } from './row-buffer.ts';

export class Workspace {
  readonly values: Tensor[] = [];
  readonly gradients: Tensor[] = [];
  /** A batch written here needs no copy. */
  readonly input: RowBuffer;
  /** All memory for rows, including the layers' own. */
  readonly buffers: readonly RowBuffer[];
  /** The most rows that memory is reserved for; 0 at first. */
  #reservedRows = 0;
  readonly #outputs: readonly RowBuffer[];
  readonly #gradients: readonly RowBuffer[];

  /** @param widths of the input and of each layer's output */
  constructor(widths: readonly number[], layers: readonly Layer[]) {
    const outputs = widths.slice(1);
    this.input = new RowBuffer(widths[0]!);
    this.#outputs = outputs.map((width) => new RowBuffer(width));
    this.#gradients = widths.slice(0, -1).map((width) => new RowBuffer(width));
    const ofLayers = layers.flatMap((layer) => layer.buffers ?? []);
    this.buffers = [this.input, ...this.#outputs, ...this.#gradients, ...ofLayers];
  }

  get reservedRows(): number {
    return this.#reservedRows;
  }

  /** Takes memory for `rows` rows, one array for each of `buffers`. More rows get separate memory. */
  reserve(rows: number, arrays: readonly Float32Array[]): void {
    for (const [index, buffer] of this.buffers.entries()) buffer.moveTo(arrays[index]!);
    this.#reservedRows = rows;
    this.values.length = this.gradients.length = 0;
  }

  /** Prepares `values` for a forward pass over x [n, d], the first of them. */
  enter(x: Tensor): this {
    refill(this.values, 1, this.#outputs, x.rows);
    this.values[0] = x.rows > this.#reservedRows ? x : this.#inOwnMemory(x);
    return this;
  }

  /**
   * Prepares `gradients` for a backward pass from dLogits [n, u], the last of them.
   *
   * @throws RangeError if they aren't of the shape of the logits of the last forward pass.
   */
  enterBackward(dLogits: Tensor): this {
    requireSize('Sequential', 'dLogits', dLogits, this.values[0]?.rows ?? 0, this.#outputs.at(-1)!.columns);
    refill(this.gradients, 0, this.#gradients, dLogits.rows);
    this.gradients[this.#gradients.length] = dLogits;
    return this;
  }

  /** Kernels need no copy of rows that are in the same memory as the parameters. */
  #inOwnMemory(x: Tensor): Tensor {
    const own = this.input.rows(x.rows);
    if (own.data.buffer === x.data.buffer) return x;
    own.data.set(x.data);
    return own;
  }
}

/** Puts n rows of each buffer into `tensors`, from index `first` on, unless they are still there from the last pass. */
function refill(tensors: Tensor[], first: number, buffers: readonly RowBuffer[], n: number): void {
  if (tensors[first]?.rows === n) return;
  const rows = buffers.map((buffer) => buffer.rows(n));
  for (const [index, tensor] of rows.entries()) tensors[first + index] = tensor;
}
