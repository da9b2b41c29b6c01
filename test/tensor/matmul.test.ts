import { afterEach, describe, expect, it } from 'vitest';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import type { MatmulKernel } from '../../src/tensor/kernels/kernels.ts';
import { simdKernels } from '../../src/tensor/kernels/simd.ts';
import { matmul, matmulNT, matmulTN } from '../../src/tensor/matmul.ts';
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
});
