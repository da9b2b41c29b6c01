/**
 * The float32 network as the float64 reference has it: the same weights, the same dropout masks.
 */
import type { Output } from '../../model/output.ts';
import type { Batch } from '../../nn/learner.ts';
import type { Layer } from '../../nn/layers/layer.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Matrix, Objective, ReferenceLayer } from '../reference/network.ts';
import type { BuiltProblem } from './problem.ts';

/** One layer of the reference for each dense layer. The masks are those of the last training pass over `rows` rows. */
export function referenceLayers({ learner: { network }, layers }: BuiltProblem, rows: number): ReferenceLayer[] {
  const found: ReferenceLayer[] = [];
  for (const [index, layer] of network.layers.entries()) {
    const config = layers[index]!.config();
    if (config.kind === 'dense') {
      const [kernel, bias] = layer.parameters ?? [];
      found.push({
        kernel: kernel!.value.toRows(),
        bias: bias === undefined ? null : [...bias.value.data],
        activation: 'linear',
        l2: Number(config['l2']),
      });
    } else if (config.kind === 'relu') {
      found.at(-1)!.activation = 'relu';
    } else {
      found.at(-1)!.dropoutMask = maskOf(layer, layers[index]!, rows, found.at(-1)!.kernel[0]!.length);
    }
  }
  return found;
}

/** Without a rate nothing is dropped, and no mask is drawn. */
function maskOf(layer: Layer, real: Layer, rows: number, units: number): Matrix {
  const { rate = 0 } = real.config();
  if (Number(rate) === 0) return Array.from({ length: rows }, () => Array<number>(units).fill(1));
  const masked = ('mask' in layer ? layer : real) as Layer & { readonly mask: (rows: number) => Tensor };
  return masked.mask(rows).toRows();
}

export function objectiveOf({ targets, weights = null }: Batch, output: Output): Objective {
  return {
    loss: output === 'softmax' ? 'sparseCategoricalCrossentropy' : 'binaryCrossentropy',
    targets: [...targets],
    ...(weights !== null && { weights: [...weights] }),
  };
}
