/**
 * Softmax: turns logits z into class probabilities, exp(z) / Σ exp(z) (Goodfellow et al., Deep Learning, eq. 6.29). The
 * row's largest z is subtracted first, which changes no probability and keeps exp from overflowing.
 */
import { exp } from '../../tensor/exponential.ts';
import { requireMatrix, requireShape, type Tensor } from '../../tensor/tensor.ts';

/** out [n, k] = softmax of each row of z [n, k]; the row's sum and quotients are float64, rounded when stored. */
export function softmax(z: Tensor, out: Tensor): void {
  requireMatrix('softmax', 'z', z);
  requireShape('softmax', 'out', out, z.shape);
  const [from, to, k] = [z.data, out.data, z.columns];
  for (let start = 0; start < from.length; start += k) {
    // NaN if the row holds a NaN.
    let max = -Infinity;
    for (let j = start; j < start + k; j++) max = Math.max(max, from[j]!);
    let sum = 0;
    for (let j = start; j < start + k; j++) sum += to[j] = exp(from[j]! - max);
    for (let j = start; j < start + k; j++) to[j] = to[j]! / sum;
  }
}
