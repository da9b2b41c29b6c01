/**
 * Inputs that are alike in all training rows: a column of one value, a kind that no row has. No row shows what another
 * value there would mean, so none may move a score. Their weights in the first layer are exactly 0: they start at 0, and
 * since such an input is 0 in every training row, so is the gradient of its weights, dW = xᵀ·dZ.
 */
import type { Initializer } from '../../nn/layers/initializers.ts';
import { Tensor } from '../../tensor/tensor.ts';

/** The columns of x [n, d] that hold the same value in all rows, ascending. */
export function constantInputs({ data, rows, columns }: Tensor): number[] {
  let constant = Array.from({ length: columns }, (_, j) => j);
  for (let start = columns; start < rows * columns && constant.length > 0; start += columns) {
    if (constant.some((j) => data[start + j] !== data[j]))
      constant = constant.filter((j) => data[start + j] === data[j]);
  }
  return constant;
}

/** x [n, d] with 0 in the given constant columns: a copy, unless they are 0 already. */
export function withoutInputs(x: Tensor, constant: readonly number[]): Tensor {
  if (constant.every((j) => x.data[j] === 0)) return x;
  const data = x.data.slice();
  for (let start = 0; start < data.length; start += x.columns) for (const j of constant) data[start + j] = 0;
  return new Tensor(data, x.shape);
}

/** Draws the kernel [d, u] of a first layer as `initializer` does, then takes away the weights of the given inputs. */
export function withoutWeights(initializer: Initializer, constant: readonly number[]): Initializer {
  return (kernel, random) => {
    initializer(kernel, random);
    const { data, columns } = kernel;
    for (const j of constant) data.fill(0, j * columns, (j + 1) * columns);
  };
}
