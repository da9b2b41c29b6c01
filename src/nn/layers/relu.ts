/**
 * The rectified linear unit: a = max(0, z), element by element (Nair & Hinton 2010). A NaN stays a NaN.
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Layer, LayerConfig } from './layer.ts';
import { RowBuffer } from '../row-buffer.ts';

export class ReLU implements Layer {
  readonly kind = 'relu';
  readonly parameters = [];
  #a!: RowBuffer;
  #dZ!: RowBuffer;

  build(inputDim: number): number {
    this.#a = new RowBuffer(inputDim);
    this.#dZ = new RowBuffer(inputDim);
    return inputDim;
  }

  get buffers(): readonly RowBuffer[] {
    return [this.#a, this.#dZ];
  }

  /** a [n, u] = max(0, z [n, u]) */
  forward(z: Tensor): Tensor {
    const a = this.output(z.rows);
    currentKernels().relu(z.data, a.data);
    return a;
  }

  /** Where `forward` writes; whoever writes there in its place does what it does. */
  output(rows: number): Tensor {
    return this.#a.take(rows);
  }

  /** Of `max`: the gradient passes where z was above 0 and stops elsewhere (at exactly 0 too, as in Keras and PyTorch). */
  backward(dA: Tensor, inputGradientNeeded: boolean): Tensor | null {
    if (!inputGradientNeeded) return null;
    const dZ = this.#dZ.take(dA.rows);
    currentKernels().reluGradient(this.output(dA.rows).data, dA.data, dZ.data);
    return dZ;
  }

  penalty(): number {
    return 0;
  }

  config(): LayerConfig {
    return { kind: 'relu' };
  }
}
