/**
 * A layer as a user may write it, with a parameter: y = factor ⊙ x, one factor for each column.
 */
import type { Layer } from '../../src/nn/layers/layer.ts';
import { Parameter } from '../../src/nn/parameter.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

export class Scale implements Layer {
  readonly kind = 'scale';
  parameters: readonly Parameter[] = [];

  build(inputDim: number): number {
    this.parameters = [new Parameter('factor', [inputDim], ({ data }) => data.fill(1))];
    return inputDim;
  }

  forward(x: Tensor, y: Tensor): void {
    const { data: factor } = this.parameters[0]!.value;
    for (let i = 0; i < x.data.length; i++) y.data[i] = x.data[i]! * factor[i % x.columns]!;
  }

  backward(x: Tensor, _y: Tensor, dY: Tensor, dX: Tensor | null): void {
    const { value, gradient } = this.parameters[0]!;
    gradient.data.fill(0);
    for (let i = 0; i < x.data.length; i++) {
      gradient.data[i % x.columns]! += dY.data[i]! * x.data[i]!;
      if (dX !== null) dX.data[i] = dY.data[i]! * value.data[i % x.columns]!;
    }
  }

  config() {
    return { kind: 'scale' };
  }
}
