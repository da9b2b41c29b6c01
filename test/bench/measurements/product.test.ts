import { describe, expect, it } from 'vitest';
import {
  checkProducts,
  formatProduct,
  type Operation,
  type ProductShape,
} from '../../../bench/measurements/product.ts';
import { createRandom } from '../../../src/random.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';
import { scalarKernels } from '../../../src/tensor/kernels/scalar.ts';

const OPERATIONS: readonly Operation[] = ['matmul', 'matmulTN', 'matmulNT'];
const SHAPES = OPERATIONS.flatMap((operation): ProductShape[] => [
  { operation, rows: 1, inner: 1, columns: 1 },
  { operation, rows: 3, inner: 4, columns: 5 },
  { operation, rows: 8, inner: 17, columns: 9 },
  { operation, rows: 7, inner: 300, columns: 5 },
]);
/** Square, so that a transposed result has the right length. */
const SQUARES = OPERATIONS.map((operation): ProductShape => ({ operation, rows: 5, inner: 7, columns: 5 }));

function checkProduct(shape: ProductShape, a: Float32Array, b: Float32Array, out: Float32Array): void {
  checkProducts(shape, a, b, new Map([['kernels', out]]));
}

function multiply(shape: ProductShape, kernels = referenceKernels) {
  const { operation, rows, inner, columns } = shape;
  const random = createRandom(1, formatProduct(shape));
  const a = Float32Array.from({ length: rows * inner }, () => 2 * random.next() - 1);
  const b = Float32Array.from({ length: inner * columns }, () => 2 * random.next() - 1);
  const out = new Float32Array(rows * columns).fill(NaN);
  kernels[operation](a, b, out, rows, inner, columns);
  return { a, b, out };
}

describe('checkProduct accepts', () => {
  it.each(SHAPES)('$operation $rows×$inner×$columns of both kernels', (shape) => {
    for (const kernels of [referenceKernels, scalarKernels]) {
      const { a, b, out } = multiply(shape, kernels);
      expect(() => checkProduct(shape, a, b, out)).not.toThrow();
    }
  });

  it('the sums in another order: 300 terms from the last to the first', () => {
    const shape = { operation: 'matmul', rows: 1, inner: 300, columns: 1 } as const;
    const { a, b, out } = multiply(shape);
    let sum = 0;
    for (let k = 299; k >= 0; k--) sum = Math.fround(sum + Math.fround(a[k]! * b[k]!));
    expect(sum).not.toBe(out[0]);
    expect(() => checkProduct(shape, a, b, Float32Array.of(sum))).not.toThrow();
  });
});

describe.each(SQUARES)('checkProduct rejects for $operation 5×7×5', (shape) => {
  const { a, b, out } = multiply(shape);
  const changed = (index: number, value: number) => out.map((old, at) => (at === index ? value : old));

  it.each<[string, Float32Array]>([
    ['all zeros', new Float32Array(25)],
    ['every element doubled', out.map((value) => 2 * value)],
    ['the transpose', out.map((_, at) => out[(at % 5) * 5 + Math.floor(at / 5)]!)],
    ['every element negated', out.map((value) => -value)],
    ['a NaN in the last element', changed(24, NaN)],
    ['an infinite element', changed(12, Infinity)],
    ['what was there before: NaN everywhere', new Float32Array(25).fill(NaN)],
  ])('%s', (_, wrong) => {
    expect(() => checkProduct(shape, a, b, wrong)).toThrow(/5×7×5: result \[\d, \d\] is .*, expected .* ±/);
  });

  it('one element off by 1e-5, and names it', () => {
    // The bound of 7 terms below 1 in size is 7 · 7 · 2⁻²⁴ ≈ 3e-6 at most.
    expect(() => checkProduct(shape, a, b, changed(13, out[13]! + 1e-5))).toThrow('result [2, 3]');
  });

  it('sums that leave out their last term', () => {
    // The last inner index is a's last column in matmul and matmulNT, its last row in matmulTN.
    const isLast = (index: number) => (shape.operation === 'matmulTN' ? index >= 30 : index % 7 === 6);
    const shorter = a.map((value, index) => (isLast(index) ? 0 : value));
    const wrong = new Float32Array(25);
    referenceKernels[shape.operation](shorter, b, wrong, 5, 7, 5);
    expect(() => checkProduct(shape, a, b, wrong)).toThrow('expected');
  });

  it('24 or 26 results instead of 25, and operands of other lengths', () => {
    expect(() => checkProduct(shape, a, b, out.slice(0, 24))).toThrow('operands of 35 and 35 elements, 24 results');
    expect(() => checkProduct(shape, a, b, new Float32Array(26))).toThrow('26 results');
    expect(() => checkProduct(shape, a.slice(1), b, out)).toThrow('operands of 34 and 35');
    expect(() => checkProduct(shape, a, b.slice(1), out)).toThrow('operands of 35 and 34');
  });
});
