import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import type { Kernels, MatmulKernel } from '../../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';
import { scalarKernels } from '../../../src/tensor/kernels/scalar.ts';
import { simdKernels } from '../../../src/tensor/kernels/simd.ts';
import { AWKWARD_SHAPES, expectSameBits, randomTensor } from '../../support/tensors.ts';

const PRODUCTS = ['matmul', 'matmulTN', 'matmulNT'] as const;
type Product = (typeof PRODUCTS)[number];
type Shape = readonly [rows: number, inner: number, columns: number];

/** Where a[i, k] and b[k, j] of the plain product stand in the operands of each product. */
const LAYOUT = {
  matmul: {
    a: (i: number, k: number, [, d]: Shape) => i * d + k,
    b: (k: number, j: number, [, , u]: Shape) => k * u + j,
  },
  matmulTN: {
    a: (i: number, k: number, [n]: Shape) => k * n + i,
    b: (k: number, j: number, [, , u]: Shape) => k * u + j,
  },
  matmulNT: {
    a: (i: number, k: number, [, d]: Shape) => i * d + k,
    b: (k: number, j: number, [, d]: Shape) => j * d + k,
  },
};

const SENTINEL = 12345.678;

/** Runs a kernel on an `out` full of NaN between sentinels. */
function run(kernel: MatmulKernel, a: Float32Array, b: Float32Array, [rows, inner, columns]: Shape): Float32Array {
  const memory = new Float32Array(rows * columns + 16).fill(SENTINEL);
  const out = memory.subarray(8, 8 + rows * columns).fill(NaN);
  const operands = [a.slice(), b.slice()] as const;
  kernel(a, b, out, rows, inner, columns);
  const around = [...memory.subarray(0, 8), ...memory.subarray(8 + rows * columns)];
  if (around.some((value) => value !== Math.fround(SENTINEL))) throw new Error('wrote outside of out');
  if (a.length > 0) expectSameBits(a, operands[0], 'operand a');
  if (b.length > 0) expectSameBits(b, operands[1], 'operand b');
  return out;
}

const randomOperands = (seed: number, [rows, inner, columns]: Shape): [Float32Array, Float32Array] => {
  const random = createRandom(seed, 'kernels test');
  return [randomTensor(random, rows * inner).data, randomTensor(random, inner * columns).data];
};

/**
 * Throws unless each element is within γ·Σ|a·b| of the float64 sum, γ = d·u / (1 − d·u) with u = 2⁻²⁴ and d = inner
 * (Higham, Accuracy and Stability of Numerical Algorithms, eq. 3.5): one rounding a product and one a sum, the first
 * sum exact. The float64 sum's own error is a 2⁻²⁹ of that.
 */
function expectWithinBound(kernel: MatmulKernel, product: Product, shape: Shape): number {
  const [rows, inner, columns] = shape;
  const [a, b] = randomOperands(7, shape);
  const out = run(kernel, a, b, shape);
  const roundings = inner * 2 ** -24;
  const gamma = roundings / (1 - roundings);
  let largestShare = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let exact = 0;
      let sizes = 0;
      for (let k = 0; k < inner; k++) {
        const term = a[LAYOUT[product].a(i, k, shape)]! * b[LAYOUT[product].b(k, j, shape)]!;
        exact += term;
        sizes += Math.abs(term);
      }
      const error = Math.abs(out[i * columns + j]! - exact);
      // Negated, for a NaN is within no bound.
      if (!(error <= gamma * sizes)) throw new Error(`[${i}, ${j}] of ${shape.join('×')}: off by ${error}`);
      if (sizes > 0) largestShare = Math.max(largestShare, error / (gamma * sizes));
    }
  }
  return largestShare;
}

function expectReferenceBits(kernel: MatmulKernel, product: Product, shape: Shape): void {
  const [a, b] = randomOperands(8, shape);
  expectSameBits(run(kernel, a, b, shape), run(referenceKernels[product], a, b, shape), product);
}

const correct: [string, Kernels][] = [
  ['reference', referenceKernels],
  ['scalar', scalarKernels],
  ['simd', simdKernels],
];

describe.each(correct)('the %s kernels', (name, kernels) => {
  it.each(PRODUCTS)('%s is within γ·Σ|a·b| of float64 for 336 awkward shapes', (product) => {
    expect(AWKWARD_SHAPES).toHaveLength(336);
    const shares = AWKWARD_SHAPES.map((shape) => expectWithinBound(kernels[product], product, shape));
    // The bound isn't so wide that nothing comes near it: a sum of one product uses most of it.
    expect(Math.max(...shares)).toBeGreaterThan(0.5);
  });

  it.each(PRODUCTS)('%s of an inner dimension of 0 is +0 everywhere, of 0 rows or columns nothing', (product) => {
    const empty = new Float32Array(0);
    expectSameBits(run(kernels[product], empty, empty, [5, 0, 9]), new Float32Array(45), product);
    expect(run(kernels[product], empty, new Float32Array(12), [0, 3, 4])).toHaveLength(0);
    expect(run(kernels[product], new Float32Array(12), empty, [4, 3, 0])).toHaveLength(0);
  });

  it('is called what it is', () => {
    expect(kernels.name).toBe(name);
  });

  // Each row holds a sum's products, each a pair of factors, and what the contract makes of them.
  it.each<[string, [number, number][], number]>([
    ['+0 from a single −0: the accumulator starts at +0', [[-0, 1]], 0],
    ['+0 from a product that underflows to −0', [[-1e-30, 1e-30]], 0],
    ['the smallest subnormal, kept', [[2 ** -149, 1]], 2 ** -149],
    ['0 from half the smallest subnormal: a tie rounds to even', [[2 ** -149, 0.5]], 0],
    ['a subnormal product', [[2 ** -75, 2 ** -70]], 2 ** -145],
    ['Infinity from a product past 2^128', [[2 ** 100, 2 ** 100]], Infinity],
    ['NaN from 0 times Infinity', [[0, Infinity]], NaN],
    [
      'NaN from Infinity less Infinity',
      [
        [1, Infinity],
        [1, -Infinity],
      ],
      NaN,
    ],
    [
      'NaN from NaN, whatever follows',
      [
        [NaN, 1],
        [0, 0],
      ],
      NaN,
    ],
    [
      '0, not 2^-24: the product is rounded before the sum',
      [
        [-(1 + 2 ** -11), 1],
        [1 + 2 ** -12, 1 + 2 ** -12],
      ],
      0,
    ],
    [
      '1, not 0: the inner index runs upwards',
      [
        [2 ** 30, 1],
        [-(2 ** 30), 1],
        [1, 1],
      ],
      1,
    ],
    [
      '0, not 1: the inner index runs upwards',
      [
        [1, 1],
        [2 ** 30, 1],
        [-(2 ** 30), 1],
      ],
      0,
    ],
  ])('gives %s', (_, products, expected) => {
    // The same sum in all 5 × 6 elements, so in the tile and in both remainders.
    const shape: Shape = [5, products.length, 6];
    for (const product of PRODUCTS) {
      const [a, b] = [new Float32Array(5 * products.length), new Float32Array(products.length * 6)];
      for (const [k, [left, right]] of products.entries()) {
        for (let i = 0; i < 5; i++) a[LAYOUT[product].a(i, k, shape)] = left;
        for (let j = 0; j < 6; j++) b[LAYOUT[product].b(k, j, shape)] = right;
      }
      expectSameBits(run(kernels[product], a, b, shape), new Float32Array(30).fill(expected), product);
    }
  });
});

describe.each([
  ['scalar', scalarKernels],
  ['simd', simdKernels],
])('the %s kernels against the reference', (_, kernels) => {
  it.each(PRODUCTS)('%s has equal bits for any float32 values, in 500 drawn cases', (product) => {
    const special = fc.constantFrom(0, -0, 2 ** -149, -(2 ** -126), 3e38, -3e38, Infinity, -Infinity, NaN);
    const value = fc.oneof({ weight: 4, arbitrary: fc.float() }, { weight: 1, arbitrary: special });
    const size = fc.integer({ min: 1, max: 10 });
    const cases = fc.tuple(size, size, size).chain(([rows, inner, columns]) =>
      fc.record({
        shape: fc.constant<Shape>([rows, inner, columns]),
        a: fc.array(value, { minLength: rows * inner, maxLength: rows * inner }),
        b: fc.array(value, { minLength: inner * columns, maxLength: inner * columns }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ shape, a, b }) => {
        const operands = [Float32Array.from(a), Float32Array.from(b)] as const;
        const expected = run(referenceKernels[product], ...operands, shape);
        expectSameBits(run(kernels[product], ...operands, shape), expected, product);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('the checkers', () => {
  const shape: Shape = [5, 7, 9];

  /** Wrong kernels made of the right one; each is a mistake somebody makes when writing a fast one. */
  const broken: Record<string, (product: Product) => MatmulKernel> = {
    'all zeros': () => (_a, _b, out) => out.fill(0),
    doubled:
      (product) =>
      (a, b, out, ...sizes) => {
        referenceKernels[product](a, b, out, ...sizes);
        for (let i = 0; i < out.length; i++) out[i]! *= 2;
      },
    transposed: (product) => (a, b, out, rows, inner, columns) => {
      referenceKernels[product](a, b, out, rows, inner, columns);
      const right = out.slice();
      for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = right[i * columns + j]!;
    },
    'a remainder row left out': (product) => (a, b, out, rows, inner, columns) => {
      referenceKernels[product](a, b, out, rows, inner, columns);
      out.fill(NaN, (rows - (rows % 4)) * columns);
    },
    'a remainder column short of its last product': (product) => (a, b, out, rows, inner, columns) => {
      referenceKernels[product](a, b, out, rows, inner, columns);
      const k = inner - 1;
      const j = columns - 1;
      for (let i = 0; i < rows; i++) {
        const last = a[LAYOUT[product].a(i, k, shape)]! * b[LAYOUT[product].b(k, j, shape)]!;
        out[i * columns + j]! -= last;
      }
    },
    'one element past the end':
      (product) =>
      (a, b, out, ...sizes) => {
        referenceKernels[product](a, b, out, ...sizes);
        new Float32Array(out.buffer)[out.byteOffset / 4 + out.length] = 0;
      },
  };

  for (const product of PRODUCTS) {
    it.each(Object.entries(broken))(`both reject ${product} with %s`, (_, make) => {
      expect(() => expectWithinBound(make(product), product, shape)).toThrow(/off by|wrote outside/);
      expect(() => expectReferenceBits(make(product), product, shape)).toThrow(/bits differ|wrote outside/);
    });

    it(`the bits reject ${product} with a fused multiply-add, which the bound lets pass`, () => {
      const fused: MatmulKernel = (a, b, out, rows, inner, columns) => {
        const sizes: Shape = [rows, inner, columns];
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = 0;
            for (let k = 0; k < inner; k++) {
              // The float64 product of two float32 is exact, so only the sum rounds.
              sum = Math.fround(sum + a[LAYOUT[product].a(i, k, sizes)]! * b[LAYOUT[product].b(k, j, sizes)]!);
            }
            out[i * columns + j] = sum;
          }
        }
      };
      expectWithinBound(fused, product, shape);
      expect(() => expectReferenceBits(fused, product, shape)).toThrow(/bits differ/);
    });

    it(`the bits reject ${product} summed downwards, which the bound lets pass`, () => {
      const downwards: MatmulKernel = (a, b, out, rows, inner, columns) => {
        const sizes: Shape = [rows, inner, columns];
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = 0;
            for (let k = inner - 1; k >= 0; k--) {
              const term = Math.fround(a[LAYOUT[product].a(i, k, sizes)]! * b[LAYOUT[product].b(k, j, sizes)]!);
              sum = Math.fround(sum + term);
            }
            out[i * columns + j] = sum;
          }
        }
      };
      expectWithinBound(downwards, product, shape);
      expect(() => expectReferenceBits(downwards, product, shape)).toThrow(/bits differ/);
    });
  }

  it('tell −0 from +0, NaN from a number and one unit in the last place', () => {
    const one = Float32Array.of(1);
    expect(() => expectSameBits(Float32Array.of(-0), Float32Array.of(0), 'x')).toThrow('-0, expected 0');
    expect(() => expectSameBits(Float32Array.of(NaN), one, 'x')).toThrow('NaN, expected 1');
    expect(() => expectSameBits(Float32Array.of(1 + 2 ** -23), one, 'x')).toThrow('bits differ');
    expect(() => expectSameBits(new Float32Array(0), new Float32Array(0), 'x')).toThrow('at least one');
    expectSameBits(Float32Array.of(NaN, -0), Float32Array.of(NaN, -0), 'x');
  });
});
