/**
 * The order in which a network's layers are walked, forward and back. Without a tap, a dense layer and a ReLU are
 * computed in one pass over the memory instead of two. The numbers are the same, bit for bit.
 */
import { currentKernels } from '../tensor/kernels/current.ts';
import { affineRelu, matmul, matmulNTRelu } from '../tensor/matmul.ts';
import { Dense } from './layers/dense.ts';
import type { Layer } from './layers/layer.ts';
import { ReLU } from './layers/relu.ts';

/** A layer with its place in the workspace: it reads value `from` and writes value `to`. */
interface ForwardStep {
  readonly layer: Pick<Layer, 'forward'>;
  readonly from: number;
  readonly to: number;
}

interface BackwardStep {
  readonly layer: Pick<Layer, 'backward' | 'parameters'>;
  readonly from: number;
  readonly to: number;
  /** The value whose gradient is written: `from`, or the input of the ReLU that computed it. */
  readonly down: number;
}

export interface Walk {
  readonly forward: readonly ForwardStep[];
  /** From the last layer to the first. */
  readonly backward: readonly BackwardStep[];
}

export function layerByLayer(layers: readonly Layer[]): Walk {
  const steps = layers.map((layer, index) => ({ layer, from: index, to: index + 1, down: index }));
  return { forward: steps, backward: steps.toReversed() };
}

/** The exact class: a subclass may compute something else. */
const isDense = (layer: Layer | undefined): layer is Dense => layer?.constructor === Dense;
const isRelu = (layer: Layer | undefined): layer is ReLU => layer?.constructor === ReLU;

export function fused(layers: readonly Layer[]): Walk {
  const forward: ForwardStep[] = [];
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index]!;
    const isFused = isDense(layer) && isRelu(layers[index + 1]);
    const from = index;
    if (isFused) index++;
    forward.push({ layer: isFused ? withRelu(layer) : layer, from, to: index + 1 });
  }
  const backward: BackwardStep[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!;
    const isFused = isDense(layer) && isRelu(layers[index - 1]);
    const [from, to] = [index, index + 1];
    if (isFused) index--;
    backward.push({ layer: isFused ? behindRelu(layer) : layer, from, to, down: index });
  }
  return { forward, backward };
}

/** a = max(0, x·W + b): a dense layer and the ReLU after it. */
function withRelu(dense: Dense): ForwardStep['layer'] {
  return {
    forward: (x, a) => {
      if (dense.bias !== null) return affineRelu(x, dense.kernel, dense.bias, a);
      matmul(x, dense.kernel, a);
      currentKernels().relu(a.data, a.data);
    },
  };
}

/** Backward through a dense layer and the ReLU before it, whose output is x: dX is the gradient of the ReLU's input. */
function behindRelu(dense: Dense): BackwardStep['layer'] {
  return {
    backward: (x, z, dZ, dX) => {
      dense.backward(x, z, dZ, null);
      if (dX !== null) matmulNTRelu(dZ, dense.kernel, x, dX);
    },
  };
}
