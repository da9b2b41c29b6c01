/**
 * A network as its affine maps with a ReLU between each two: what contributions can follow exactly. Dropout does nothing
 * outside training; two dense layers with nothing between them are one map.
 */
import { quoted } from '../../errors.ts';
import { Dense } from '../../nn/layers/dense.ts';
import { Dropout } from '../../nn/layers/dropout.ts';
import { ReLU } from '../../nn/layers/relu.ts';
import type { Sequential } from '../../nn/sequential.ts';
import { composed, type AffineMap } from './affine-map.ts';

export interface ReluNetwork {
  /** Each with a ReLU behind it. */
  readonly hidden: readonly AffineMap[];
  /** To the logits. */
  readonly output: AffineMap;
}

/** @throws RangeError for a layer of your own, whose kinks nobody knows, or for logits behind a ReLU. */
export function reluNetwork({ layers, inputDim }: Sequential): ReluNetwork {
  const hidden: AffineMap[] = [];
  let map: AffineMap | null = null;
  for (const [index, layer] of layers.entries()) {
    if (layer instanceof Dense) {
      map = map === null ? mapOf(layer) : composed(map, mapOf(layer));
    } else if (layer instanceof ReLU) {
      // Behind another ReLU there is nothing to do.
      if (map !== null || hidden.length === 0) hidden.push(map ?? identity(inputDim));
      map = null;
    } else if (!(layer instanceof Dropout)) {
      const name = `layer ${index + 1}, ${quoted(layer.kind)},`;
      throw new RangeError(
        `Contributions: ${name} is neither dense nor ReLU nor dropout: it can't be followed exactly`,
      );
    }
  }
  if (map === null) throw new RangeError('Contributions: the logits come out of a ReLU, expected a dense layer last');
  return { hidden, output: map };
}

function mapOf({ kernel, bias }: Dense): AffineMap {
  const [inputs, units] = kernel.shape as [number, number];
  return {
    inputs,
    units,
    kernel: Float64Array.from(kernel.data),
    bias: bias === null ? new Float64Array(units) : Float64Array.from(bias.data),
  };
}

function identity(units: number): AffineMap {
  const kernel = new Float64Array(units * units);
  for (let i = 0; i < units; i++) kernel[i * units + i] = 1;
  return { inputs: units, units, kernel, bias: new Float64Array(units) };
}
