import { afterEach, describe, expect, it } from 'vitest';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import type { MatmulKernel } from '../../src/tensor/kernels/kernels.ts';
import { simdKernels } from '../../src/tensor/kernels/simd.ts';
import { affine, affineRelu, matmul, matmulNT, matmulNTRelu, matmulTN } from '../../src/tensor/matmul.ts';
import { Tensor } from '../../src/tensor/tensor.ts';

describe('the public products', () => {
  afterEach(() => useKernels(simdKernels));

  it('run on the chosen kernels, those of SIMD at first', () => {
    expect(currentKernels()).toBe(simdKernels);
    const calls: string[] = [];
    const spy =
      (name: string): MatmulKernel =>
      (_a, _b, out) => {
        calls.push(name);
        out.fill(0);
      };
    useKernels({ ...simdKernels, name: 'spy', matmul: spy('NN'), matmulTN: spy('TN'), matmulNT: spy('NT') });
    const square = Tensor.zeros(2, 2);
    for (const product of [matmul, matmulTN, matmulNT]) product(square, square, Tensor.zeros(2, 2));
    expect(calls).toEqual(['NN', 'TN', 'NT']);
  });

  it('give [[1, 2], [3, 4], [5, 6]] · [[1, 0, 2], [0, 1, 3]] and both transposed forms of it', () => {
    const a = Tensor.from([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const b = Tensor.from([
      [1, 0, 2],
      [0, 1, 3],
    ]);
    const aT = Tensor.from([
      [1, 3, 5],
      [2, 4, 6],
    ]);
    const bT = Tensor.from([
      [1, 0],
      [0, 1],
      [2, 3],
    ]);
    const expected = [1, 2, 8, 3, 4, 18, 5, 6, 28];
    for (const [product, left, right] of [
      [matmul, a, b],
      [matmulTN, aT, b],
      [matmulNT, a, bT],
    ] as const) {
      const out = Tensor.zeros(3, 3);
      product(left, right, out);
      expect([...out.data]).toEqual(expected);
    }
  });

  it.each([
    ['matmul', matmul, [32, 9], [10, 16], [32, 16]],
    ['matmulTN', matmulTN, [9, 32], [10, 16], [32, 16]],
    ['matmulNT', matmulNT, [32, 9], [16, 10], [32, 16]],
  ] as const)('%s names both shapes when the inner dimensions differ', (name, product, a, b, out) => {
    expect(() => product(Tensor.zeros(...a), Tensor.zeros(...b), Tensor.zeros(...out))).toThrow(
      new RangeError(`${name}: inner dimensions differ: a is [${a.join(', ')}], b is [${b.join(', ')}]`),
    );
  });

  it.each([
    ['matmul', matmul, [3, 4], [4, 5]],
    ['matmulTN', matmulTN, [4, 3], [4, 5]],
    ['matmulNT', matmulNT, [3, 4], [5, 4]],
  ] as const)('%s names the shape of out it got and the one it expected', (name, product, a, b) => {
    expect(() => product(Tensor.zeros(...a), Tensor.zeros(...b), Tensor.zeros(5, 3))).toThrow(
      new RangeError(`${name}: out is [5, 3], expected [3, 5]`),
    );
  });

  it('refuse a vector, and an out that is an operand', () => {
    const square = Tensor.zeros(3, 3);
    expect(() => matmul(Tensor.zeros(3), square, square)).toThrow(
      new RangeError('matmul: a is [3], expected a matrix [n, d]'),
    );
    for (const product of [matmul, matmulTN, matmulNT]) {
      expect(() => product(square, Tensor.zeros(3, 3), square)).toThrow(/out is one of its operands/);
      expect(() => product(Tensor.zeros(3, 3), square, square)).toThrow(/out is one of its operands/);
    }
  });

  it('with a bias or a ReLU give [[1, −2], [3, 4]] · [[1, 0], [0, 1]] + [−2, 1] and what of it is above 0', () => {
    const a = Tensor.from([
      [1, -2],
      [3, 4],
    ]);
    const identity = Tensor.from([
      [1, 0],
      [0, 1],
    ]);
    const bias = Tensor.from([-2, 1]);
    const out = Tensor.zeros(2, 2);
    affine(a, identity, bias, out);
    expect([...out.data]).toEqual([-1, -1, 1, 5]);
    affineRelu(a, identity, bias, out);
    expect([...out.data]).toEqual([0, 0, 1, 5]);
    const active = Tensor.from([
      [1, 2],
      [0, 3],
    ]);
    matmulNTRelu(a, identity, active, out);
    expect([...out.data]).toEqual([1, -2, 0, 4]);
  });

  it('with a bias or a ReLU name the shapes that do not fit', () => {
    const [a, b, out] = [Tensor.zeros(3, 4), Tensor.zeros(4, 5), Tensor.zeros(3, 5)];
    for (const [name, operation] of [
      ['affine', affine],
      ['affineRelu', affineRelu],
    ] as const) {
      const inner = new RangeError(`${name}: inner dimensions differ: a is [3, 5], b is [4, 5]`);
      expect(() => operation(Tensor.zeros(3, 5), b, Tensor.zeros(5), out)).toThrow(inner);
      const bias = new RangeError(`${name}: bias is [4], expected [5]`);
      expect(() => operation(a, b, Tensor.zeros(4), out)).toThrow(bias);
      expect(() => operation(a, b, Tensor.zeros(5), b)).toThrow('out is one of its operands');
    }
    const [dY, weights] = [Tensor.zeros(3, 5), Tensor.zeros(4, 5)];
    expect(() => matmulNTRelu(dY, weights, Tensor.zeros(4, 3), Tensor.zeros(3, 4))).toThrow(
      new RangeError('matmulNTRelu: x is [4, 3], expected [3, 4]'),
    );
    expect(() => matmulNTRelu(dY, Tensor.zeros(4, 6), a, Tensor.zeros(3, 4))).toThrow('inner dimensions differ');
    expect(() => matmulNTRelu(dY, weights, a, Tensor.zeros(4, 4))).toThrow('out is [4, 4], expected [3, 4]');
  });
});
