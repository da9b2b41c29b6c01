/**
 * What a layer is: it turns x [n, d] into y [n, u]; on the way back it turns dY, the gradient of the loss with respect to
 * y, into dX and the gradients of its own parameters. The network owns the rows, a layer writes where it is told.
 *
 * A layer of your own needs `kind`, `build`, `forward`, `backward` and `config`; the network takes it beside all others.
 */
import type { Random } from '../../random.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Parameter } from '../parameter.ts';
import type { RowBuffer } from '../row-buffer.ts';
import type { LayerConfig } from './layer-config.ts';

export interface Layer {
  /** What the layer is called in summaries, taps and model files. */
  readonly kind: string;
  /** What is trained, known once the layer is built; may be left out where there is nothing. */
  readonly parameters?: readonly Parameter[];
  /** Is called once, with the width d of the input; returns the width u of the output. */
  build(inputDim: number, random: Random): number;
  /** Writes all of y. `training` switches on what only training does, such as dropout. */
  forward(x: Tensor, y: Tensor, training: boolean): void;
  /** Follows the `forward` that made y of x. Writes its parameters' gradients and all of dX, unless that is null. */
  backward(x: Tensor, y: Tensor, dY: Tensor, dX: Tensor | null): void;
  /** The options of the layer, from which it can be made again: JSON. */
  config(): LayerConfig;
  /** What the layer adds to the loss by itself, such as an L2 penalty. */
  penalty?(): number;
  /** Memory for rows of its own, such as a mask, once it is built. */
  readonly buffers?: readonly RowBuffer[];
}
