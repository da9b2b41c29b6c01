import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { addRow, argmaxRows, gatherRows, multiply, sumRows } from '../../src/tensor/operations.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { AWKWARD_SIZES, expectSameBits, randomTensor } from '../support/tensors.ts';

const { fround } = Math;

/** All awkward [n, d] with n ≠ d. */
const SHAPES = AWKWARD_SIZES.flatMap((n) => AWKWARD_SIZES.filter((d) => d !== n).map((d) => [n, d] as const));

const filledWithNaN = (...shape: number[]): Tensor => {
  const out = Tensor.zeros(...shape);
  out.data.fill(NaN);
  return out;
};

/** One operation's result, element by element, as its docstring defines it. */
const define = (n: number, d: number, element: (i: number, j: number) => number): Float32Array =>
  Float32Array.from({ length: n * d }, (_, index) => element(Math.floor(index / d), index % d));

describe('addRow', () => {
  it('adds the row to every row, bit for bit, in 56 awkward shapes, also in place', () => {
    const random = createRandom(1);
    for (const [n, d] of SHAPES) {
      const [x, row, out] = [randomTensor(random, n, d), randomTensor(random, d), filledWithNaN(n, d)];
      const expected = define(n, d, (i, j) => fround(x.data[i * d + j]! + row.data[j]!));
      addRow(x, row, out);
      expectSameBits(out.data, expected, 'addRow');
      addRow(x, row, x);
      expectSameBits(x.data, expected, 'addRow in place');
    }
  });

  it('names the shapes that do not fit', () => {
    const x = Tensor.zeros(2, 3);
    expect(() => addRow(x, Tensor.zeros(2), x)).toThrow(new RangeError('addRow: row is [2], expected [3]'));
    expect(() => addRow(x, Tensor.zeros(1, 3), x)).toThrow(new RangeError('addRow: row is [1, 3], expected [3]'));
    expect(() => addRow(x, Tensor.zeros(3), Tensor.zeros(3, 2))).toThrow(
      new RangeError('addRow: out is [3, 2], expected [2, 3]'),
    );
    expect(() => addRow(Tensor.zeros(3), Tensor.zeros(3), x)).toThrow(
      new RangeError('addRow: x is [3], expected a matrix [n, d]'),
    );
  });
});

describe('sumRows', () => {
  it('sums each column upwards from +0 in float32, bit for bit, in 56 awkward shapes', () => {
    const random = createRandom(2);
    for (const [n, d] of SHAPES) {
      const [x, out] = [randomTensor(random, n, d), filledWithNaN(d)];
      sumRows(x, out);
      const expected = define(1, d, (_, j) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum = fround(sum + x.data[i * d + j]!);
        return sum;
      });
      expectSameBits(out.data, expected, 'sumRows');
    }
  });

  it('gives 0 for 2³⁰, 1, −2³⁰ and 1 for 2³⁰, −2³⁰, 1: upwards, not downwards or in pairs, and not in float64', () => {
    const big = 2 ** 30;
    const out = filledWithNaN(2);
    sumRows(
      Tensor.from([
        [big, big],
        [1, -big],
        [-big, 1],
      ]),
      out,
    );
    expect([...out.data]).toEqual([0, 1]);
  });

  it('gives +0 for a column of −0 and for no rows', () => {
    const out = filledWithNaN(2);
    sumRows(
      Tensor.from([
        [-0, -0],
        [-0, -0],
      ]),
      out,
    );
    expectSameBits(out.data, Float32Array.of(0, 0), 'sum of -0');
    out.data.fill(NaN);
    sumRows(Tensor.zeros(0, 2), out);
    expectSameBits(out.data, Float32Array.of(0, 0), 'sum of no rows');
  });

  it('names the shape that does not fit', () => {
    expect(() => sumRows(Tensor.zeros(2, 3), Tensor.zeros(2))).toThrow(
      new RangeError('sumRows: out is [2], expected [3]'),
    );
  });
});

describe('multiply', () => {
  it('multiplies element by element, bit for bit, in 56 awkward shapes, also in place', () => {
    const random = createRandom(3);
    for (const [n, d] of SHAPES) {
      const [x, y, out] = [randomTensor(random, n, d), randomTensor(random, n, d), filledWithNaN(n, d)];
      const expected = define(n, d, (i, j) => fround(x.data[i * d + j]! * y.data[i * d + j]!));
      multiply(x, y, out);
      expectSameBits(out.data, expected, 'multiply');
      multiply(x, y, y);
      expectSameBits(y.data, expected, 'multiply in place');
    }
  });

  it('names the shapes that do not fit, a transposed one too', () => {
    const x = Tensor.zeros(2, 3);
    expect(() => multiply(x, Tensor.zeros(3, 2), x)).toThrow(new RangeError('multiply: y is [3, 2], expected [2, 3]'));
    expect(() => multiply(x, x, Tensor.zeros(6))).toThrow(new RangeError('multiply: out is [6], expected [2, 3]'));
  });
});

describe('gatherRows', () => {
  it('copies the rows in the order asked for, repeated ones too', () => {
    const x = Tensor.from([
      [1, 2],
      [3, 4],
      [5, NaN],
    ]);
    const out = filledWithNaN(4, 2);
    gatherRows(x, Int32Array.of(2, 0, 2, 1), out);
    expectSameBits(out.data, Float32Array.of(5, NaN, 1, 2, 5, NaN, 3, 4), 'rows 2, 0, 2, 1');
  });

  it('refuses a row below 0 or past the last, naming it', () => {
    const x = Tensor.zeros(3, 2);
    for (const row of [-1, 3]) {
      expect(() => gatherRows(x, Int32Array.of(0, row), Tensor.zeros(2, 2))).toThrow(
        new RangeError(`gatherRows: row ${row} of a tensor with 3 rows`),
      );
    }
  });

  it('names the shape that does not fit', () => {
    expect(() => gatherRows(Tensor.zeros(3, 2), Int32Array.of(0), Tensor.zeros(2, 2))).toThrow(
      new RangeError('gatherRows: out is [2, 2], expected [1, 2]'),
    );
  });
});

describe('argmaxRows', () => {
  it('gives the column of the largest element of each row, the first of equals', () => {
    const out = new Int32Array(6).fill(-1);
    argmaxRows(
      Tensor.from([
        [1, 2, 3],
        [3, 2, 1],
        [2, 3, 3],
        [5, 5, 5],
        [-0, 0, -0],
        [-Infinity, -3, -4],
      ]),
      out,
    );
    expect([...out]).toEqual([2, 0, 1, 0, 0, 1]);
  });

  it('names the lengths that do not fit', () => {
    expect(() => argmaxRows(Tensor.zeros(2, 3), new Int32Array(3))).toThrow(
      new RangeError('argmaxRows: out has 3 elements, x 2 rows'),
    );
  });
});
