/**
 * Layers from their configuration, the closed list that a model file can name.
 */
import { Dense } from './dense.ts';
import { Dropout } from './dropout.ts';
import { glorotUniform, type Initializer } from './initializers.ts';
import type { Layer, LayerConfig } from './layer.ts';
import { ReLU } from './relu.ts';

export function layerFromConfig(config: LayerConfig, kernelInitializer: Initializer = glorotUniform): Layer {
  switch (config.kind) {
    case 'dense':
      return new Dense({ units: config.units, useBias: config.useBias, l2: config.l2, kernelInitializer });
    case 'relu':
      return new ReLU();
    case 'dropout':
      return new Dropout({ rate: config.rate });
  }
}
