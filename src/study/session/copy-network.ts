/**
 * A second network with the layers and the weights of the first. What is tried on it leaves the first as it was.
 */
import { zeros } from '../../nn/layers/initializers.ts';
import { layerKinds } from '../../nn/layers/layers.ts';
import { Sequential } from '../../nn/sequential.ts';
import type { Random } from '../../random.ts';

/**
 * @param random draws the masks of dropout
 * @throws RangeError for a network with a custom layer, whose class is not known here.
 */
export function copyNetwork(network: Sequential, random: Random): Sequential {
  const kinds = layerKinds();
  const layers = network.layers.map((layer) => {
    const kind = kinds.get(layer.kind);
    if (kind === undefined)
      throw new RangeError(`a layer of the kind ${layer.kind} can't be copied: its class is your own`);
    return kind.fromConfig(layer.config(), zeros);
  });
  const copy = new Sequential(layers, { inputDim: network.inputDim, random });
  copy.block.values.set(network.block.values);
  return copy;
}
