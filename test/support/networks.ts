/**
 * Networks for tests, built from a short description, and the same network for the float64 reference.
 */
import { Dense } from '../../src/nn/layers/dense.ts';
import { Dropout } from '../../src/nn/layers/dropout.ts';
import type { Layer } from '../../src/nn/layers/layer.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import type { Ensemble } from '../../src/nn/ensemble.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import type { Matrix, ReferenceLayer } from '../../src/study/reference/network.ts';
import { toRows } from './tensors.ts';

export interface Architecture {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** Logits. */
  readonly outputs: number;
  readonly useBias?: boolean;
  /** λ of every kernel. */
  readonly l2?: number;
  /** Behind each ReLU. */
  readonly dropout?: number;
}

/** The network of a model that is no ensemble. */
export function onlyNetwork({ network }: { readonly network: Sequential | Ensemble }): Sequential {
  if (network instanceof Sequential) return network;
  throw new RangeError(`${network.members.length} networks, expected one`);
}

/** Dense and ReLU, with dropout behind where asked for, and the logits at the end. */
export function makeLayers({ hidden, outputs, useBias = true, l2 = 0, dropout = 0 }: Architecture): Layer[] {
  const block = (units: number): Layer[] => [
    new Dense({ units, useBias, l2 }),
    new ReLU(),
    ...(dropout > 0 ? [new Dropout({ rate: dropout })] : []),
  ];
  return [...hidden.flatMap(block), new Dense({ units: outputs, useBias, l2 })];
}

/** Gives every bias, zero at first, values in [−0.5, 0.5), so that a forgotten one shows. */
export function drawBiases(layers: readonly Layer[], seed: number): void {
  const random = createRandom(seed, 'biases');
  for (const { role, value } of layers.flatMap((layer) => layer.parameters ?? [])) {
    if (role === 'bias') for (let i = 0; i < value.data.length; i++) value.data[i] = random.next() - 0.5;
  }
}

/** The layers as the reference has them, with the masks of the last training pass over `rows` rows. */
export function toReference(layers: readonly Layer[], rows: number): ReferenceLayer[] {
  const found: ReferenceLayer[] = [];
  for (const layer of layers) {
    if (layer instanceof Dense) {
      const bias = layer.bias === null ? null : [...layer.bias.data];
      found.push({ kernel: toRows(layer.kernel), bias, activation: 'linear', l2: layer.options.l2 });
    } else if (layer instanceof ReLU) {
      found.at(-1)!.activation = 'relu';
    } else if (layer instanceof Dropout) {
      found.at(-1)!.dropoutMask = toRows(layer.mask(rows));
    } else {
      throw new TypeError(`toReference: no such layer: ${layer.kind}`);
    }
  }
  return found;
}

/** The gradients that the last backward pass left in the layers, laid out as the reference's. */
export function gradientsOf(layers: readonly Layer[]): { kernel: Matrix; bias: number[] | null }[] {
  return layers
    .flatMap(({ parameters = [] }) => (parameters.length > 0 ? [parameters] : []))
    .map(([kernel, bias]) => ({
      kernel: toRows(kernel!.gradient),
      bias: bias === undefined ? null : [...bias.gradient.data],
    }));
}
