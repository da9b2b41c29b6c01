/**
 * A network of layers, one after the other: x [n, d] goes in, logits [n, u] come out. `values[0]` is x, `values[1]` the
 * output of the first layer, and so on; `gradients[i]` is the gradient of the loss with respect to `values[i]`.
 *
 * A walk lists the layers with their places. Forward, a layer reads `values[from]` and writes `values[to]`. Backward,
 * it reads `gradients[to]` and writes `gradients[down]`; `down` is `from` unless two layers are computed as one.
 */
import { requireColumns, type Tensor } from '../tensor/tensor.ts';
import { BuiltNetwork } from './built-network.ts';
import type { Tap } from './tap.ts';

export class Sequential extends BuiltNetwork {
  /** Logits [n, u] of x [n, d], in memory that the next call reuses. */
  forward(x: Tensor, { training = false, tap }: { training?: boolean; tap?: Tap | undefined } = {}): Tensor {
    requireColumns('Sequential', 'x', x, this.inputDim);
    const { values } = this.workspace.enter(x);
    tap?.('x', x);
    for (const { layer, from, to } of this.walk(tap).forward) {
      layer.forward(values[from]!, values[to]!, training);
      tap?.(this.names[to]!, values[to]!);
    }
    return values.at(-1)!;
  }

  /**
   * Takes dLogits, the gradient of the loss with respect to the logits of the last `forward`. Computes the gradients of
   * all parameters (in `block`) and, if `inputGradient` is true, returns dX [n, d].
   */
  backward(
    dLogits: Tensor,
    { inputGradient = false, tap }: { inputGradient?: boolean; tap?: Tap | undefined } = {},
  ): Tensor | null {
    const { values, gradients } = this.workspace.enterBackward(dLogits);
    for (const { layer, from, to, down } of this.walk(tap).backward) {
      tap?.(`d${this.names[to]}`, gradients[to]!);
      // Below the first layer with parameters, no gradient is needed except for dX.
      const isNeeded = inputGradient || down > this.firstTrainable;
      layer.backward(values[from]!, values[to]!, gradients[to]!, isNeeded ? gradients[down]! : null);
      if (tap !== undefined) for (const { name, gradient } of layer.parameters ?? []) tap(`d${name}`, gradient);
      if (!isNeeded) return null;
    }
    tap?.('dx', gradients[0]!);
    return gradients[0]!;
  }

  /** The penalties that layers add to the training loss (L2), in float64. */
  penalty(): number {
    return this.layers.reduce((sum, layer) => sum + (layer.penalty?.() ?? 0), 0);
  }
}
