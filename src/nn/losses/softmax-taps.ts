/**
 * What the softmax loss shows to a tap on the way from z to p, with the bits of `tensor/kernels/reference.ts`. The kernel
 * keeps nothing of it, and without a tap none of it is computed.
 */
import { exp } from '../../tensor/exponential.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Tap } from '../tap.ts';

/** Shows `shifted` [n, k], z minus the largest z of its row, `exp` [n, k], e to the power of that, and `p` [n, k]. */
export function tapSoftmax(z: Tensor, p: Tensor, tap: Tap): void {
  const shifted = z.toRows().map((row) => {
    const max = Math.max(...row);
    return row.map((value) => value - max);
  });
  tap('shifted', Tensor.from(shifted));
  // As in the kernel, exp is given the difference before float32 rounds it.
  tap('exp', Tensor.from(shifted.map((row) => row.map(exp))));
  tap('p', p);
}
