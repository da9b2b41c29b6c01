import { describe, expect, it } from 'vitest';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { expectSameBits } from '../../support/tensors.ts';

const special = Tensor.from([[-1, -0, 0, 2 ** -149, 3, Infinity, -Infinity, NaN]]);

function build(): ReLU {
  const relu = new ReLU();
  relu.build(8);
  return relu;
}

describe('ReLU', () => {
  it('keeps what is above 0, subnormals too, makes −0 +0 and lets a NaN stay one', () => {
    expectSameBits(build().forward(special).data, Float32Array.of(0, 0, 0, 2 ** -149, 3, Infinity, 0, NaN), 'a');
  });

  it('lets the gradient pass above 0 only: not at 0, −0 or NaN', () => {
    const relu = build();
    relu.forward(special);
    const dA = Tensor.from([[1, 2, 3, 4, 5, 6, 7, 8]]);
    expectSameBits(relu.backward(dA, true)!.data, Float32Array.of(0, 0, 0, 4, 5, 6, 0, 0), 'dZ');
    expect(relu.backward(dA, false)).toBeNull();
  });
});
