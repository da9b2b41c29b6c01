/**
 * The rectified linear unit: a = max(0, z), element by element (Nair & Hinton 2010). A NaN stays a NaN.
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { LayerConfig } from './layer-config.ts';
import type { Layer } from './layer.ts';

export class ReLU implements Layer {
  readonly kind = 'relu';

  build(inputDim: number): number {
    return inputDim;
  }

  /** a [n, u] = max(0, z [n, u]) */
  forward(z: Tensor, a: Tensor): void {
    currentKernels().relu(z.data, a.data);
  }

  /**
   * Above 0, a is z and grows equally fast: dZ = dA. Below 0, a stays 0 whatever z does: dZ = 0. At exactly 0 the line
   * has a kink, and any slope from 0 to 1 would do; we take 0, as Keras and PyTorch do. So dZ = dA where z > 0, which
   * is where a > 0, and 0 elsewhere.
   */
  backward(_z: Tensor, a: Tensor, dA: Tensor, dZ: Tensor | null): void {
    if (dZ !== null) currentKernels().reluGradient(a.data, dA.data, dZ.data);
  }

  config(): LayerConfig {
    return { kind: 'relu' };
  }
}
