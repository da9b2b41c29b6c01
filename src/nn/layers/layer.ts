/**
 * What a layer is: it turns x [n, d] into y [n, u], and dY, the gradient of the loss by y, into dX and the gradients
 * of its own parameters. `backward` belongs to the `forward` just before it.
 */
import type { Random } from '../../random.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { RowBuffer } from '../row-buffer.ts';
import type { Parameter } from '../parameter.ts';

export interface Layer {
  /** What the layer is called in summaries and model files. */
  readonly kind: string;
  readonly parameters: readonly Parameter[];
  /** Called once, with the width d of the input; returns the width u of the output. */
  build(inputDim: number, random: Random): number;
  /** `training` switches on what only training does, such as dropout. The result is the layer's own memory. */
  forward(x: Tensor, training: boolean): Tensor;
  /** Writes its parameters' gradients; returns dX, or null where the caller said that it isn't needed. */
  backward(dY: Tensor, inputGradientNeeded: boolean): Tensor | null;
  /** The memory of its rows, once it is built. */
  readonly buffers: readonly RowBuffer[];
  /** What the layer adds to the loss by itself (regularisation). */
  penalty(): number;
  /** The layer's options as JSON, from which `layerFromConfig` makes it again. */
  config(): LayerConfig;
}

export type LayerConfig =
  | { readonly kind: 'dense'; readonly units: number; readonly useBias: boolean; readonly l2: number }
  | { readonly kind: 'relu' }
  | { readonly kind: 'dropout'; readonly rate: number };
