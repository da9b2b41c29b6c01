import { describe, expect, it } from 'vitest';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { expectSameBits } from '../../support/tensors.ts';

const special = Tensor.from([[-1, -0, 0, 2 ** -149, 3, Infinity, -Infinity, NaN]]);

describe('ReLU', () => {
  it('keeps what is above 0, subnormals too, makes −0 +0 and lets a NaN stay one', () => {
    const a = Tensor.zeros(1, 8);
    new ReLU().forward(special, a);
    expectSameBits(a.data, Float32Array.of(0, 0, 0, 2 ** -149, 3, Infinity, 0, NaN), 'a');
  });

  it('lets the gradient pass above 0 only: not at 0, −0 or NaN', () => {
    const relu = new ReLU();
    const [a, dZ] = [Tensor.zeros(1, 8), Tensor.zeros(1, 8)];
    relu.forward(special, a);
    const dA = Tensor.from([[1, 2, 3, 4, 5, 6, 7, 8]]);
    relu.backward(special, a, dA, dZ);
    expectSameBits(dZ.data, Float32Array.of(0, 0, 0, 4, 5, 6, 0, 0), 'dZ');
    relu.backward(special, a, dA, null);
    expect(relu.build(8)).toBe(8);
  });
});
