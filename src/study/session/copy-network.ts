/**
 * Networks made of layers as JSON and their weights: one that was stored, or a second one like the first. What is tried on
 * that leaves the first as it was.
 */
import { zeros } from '../../nn/layers/initializers.ts';
import type { LayerConfig } from '../../nn/layers/layer-config.ts';
import { layerKinds } from '../../nn/layers/layers.ts';
import { Sequential } from '../../nn/sequential.ts';
import type { Random } from '../../random.ts';

export interface StoredNetwork {
  readonly layers: readonly LayerConfig[];
  /** d, the width of its inputs. */
  readonly inputs: number;
  /** All parameters, in the order W1 b1 W2 b2 … */
  readonly values: Float32Array;
}

/**
 * @param random draws the masks of dropout
 * @throws RangeError for a network with a custom layer, whose class is not known here.
 */
export function networkOf({ layers, inputs, values }: StoredNetwork, random: Random): Sequential {
  const kinds = layerKinds();
  const made = layers.map((config) => {
    const kind = kinds.get(config.kind);
    if (kind === undefined)
      throw new RangeError(`a layer of the kind ${config.kind} can't be copied: its class is your own`);
    return kind.fromConfig(config, zeros);
  });
  const network = new Sequential(made, { inputDim: inputs, random });
  network.block.values.set(values);
  return network;
}

/** A second network with the layers and the weights of the first. @throws as `networkOf` does. */
export function copyNetwork(network: Sequential, random: Random): Sequential {
  return networkOf({ layers: network.config(), inputs: network.inputDim, values: network.block.values }, random);
}
