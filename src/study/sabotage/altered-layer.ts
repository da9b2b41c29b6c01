/**
 * A real layer whose backward pass is changed afterwards: everything else stays the layer's own.
 */
import type { Layer } from '../../nn/layers/layer.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** What a backward pass read and wrote. */
interface BackwardPass {
  readonly layer: Layer;
  readonly x: Tensor;
  readonly y: Tensor;
  readonly dY: Tensor;
  readonly dX: Tensor | null;
}

export type Change = (pass: BackwardPass) => void;

/** Wraps the layers of one kind; each gets a change of its own, which may keep something from pass to pass. */
export function altering(kind: string, makeChange: (layer: Layer) => Change): (layer: Layer) => Layer {
  return (layer) => (layer.kind === kind ? altered(layer, makeChange(layer)) : layer);
}

function altered(layer: Layer, afterwards: Change): Layer {
  return {
    kind: layer.kind,
    get parameters() {
      return layer.parameters ?? [];
    },
    get buffers() {
      return layer.buffers ?? [];
    },
    build: (inputDim, random) => layer.build(inputDim, random),
    forward: (x, y, training) => layer.forward(x, y, training),
    backward: (x, y, dY, dX) => {
      layer.backward(x, y, dY, dX);
      afterwards({ layer, x, y, dY, dX });
    },
    penalty: () => layer.penalty?.() ?? 0,
    config: () => layer.config(),
  };
}

/** Gives each element a new value, computed from the old one and its index. */
export function change({ data }: Tensor, value: (old: number, index: number) => number): void {
  for (let i = 0; i < data.length; i++) data[i] = value(data[i]!, i);
}
