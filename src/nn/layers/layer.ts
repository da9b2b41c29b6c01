/**
 * What a layer is. Forward it turns x [n, d] into y [n, u]. Backward it turns dY, the gradient of the loss with respect
 * to y, into dX and the gradients of its own parameters. The network owns the memory that a layer writes to.
 *
 * Your own layer needs `kind`, `build`, `forward`, `backward` and `config`; then a network takes it like any other.
 */
import type { Random } from '../../random.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Parameter } from '../parameter.ts';
import type { RowBuffer } from '../row-buffer.ts';
import type { LayerConfig } from './layer-config.ts';

export interface Layer {
  /** The layer's name in summaries, taps and model files. */
  readonly kind: string;
  /** The parameters to train, known once the layer is built; can be left out if there are none. */
  readonly parameters?: readonly Parameter[];
  /** Called once, with the width d of the input; returns the width u of the output. */
  build(inputDim: number, random: Random): number;
  /** Writes all of y. `training` switches on what happens only in training, such as dropout. */
  forward(x: Tensor, y: Tensor, training: boolean): void;
  /** Called after the `forward` that computed y. Writes the parameters' gradients, and all of dX unless it is null. */
  backward(x: Tensor, y: Tensor, dY: Tensor, dX: Tensor | null): void;
  /** The layer's options as JSON, from which it can be made again. */
  config(): LayerConfig;
  /** What the layer itself adds to the loss, such as an L2 penalty. */
  penalty?(): number;
  /** The layer's own memory for rows, such as a mask, once it is built. */
  readonly buffers?: readonly RowBuffer[];
}
