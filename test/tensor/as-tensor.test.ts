import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.ts';
import { asTensor, readMatrix, type MatrixLike } from '../../src/tensor/as-tensor.ts';
import { Tensor } from '../../src/tensor/tensor.ts';

const tensor = (matrix: MatrixLike, columns?: number) => asTensor('fit', 'X', matrix, columns);

describe('asTensor', () => {
  it('gives a Tensor back as it is, and copies anything else to the same bits', () => {
    const expected = Tensor.from([
      [1, 2.5, -3],
      [0.1, 1e-30, 7],
    ]);
    expect(tensor(expected)).toBe(expected);
    const rows = [
      [1, 2.5, -3],
      [0.1, 1e-30, 7],
    ];
    for (const matrix of [rows, rows.map((row) => Float64Array.from(row)), Object.freeze(rows)]) {
      expect(tensor(matrix)).toEqual(expected);
    }
    for (const flat of [Float64Array.from(rows.flat()), Float32Array.from(rows.flat())]) {
      const copy = tensor(flat, 3);
      expect(copy).toEqual(expected);
      flat[0] = 99;
      expect(copy).toEqual(expected);
    }
    expect(tensor([], 3).shape).toEqual([0, 3]);
  });

  it.each<[string, unknown, number | undefined, string]>([
    ['ragged rows', [[1, 2], [3]], undefined, 'fit: X[1] has 1 values, expected 2'],
    ['rows of another width', [[1, 2]], 3, 'fit: X[0] has 2 values, expected 3'],
    ['no rows', [], undefined, 'fit: X has no rows'],
    ['one row', [1, 2], undefined, 'fit: X[0] is 1, expected a row of numbers'],
    ['a row that is missing', [[1, 2], null], undefined, 'fit: X[1] is null, expected a row of numbers'],
    ['a row that is a text', ['12', '34'], undefined, 'fit: X[0] is "12", expected a row of numbers'],
    ['nothing', undefined, undefined, 'fit: X is undefined, expected a Tensor or an array of rows'],
    ['an object', { 0: [1], length: 1 }, undefined, 'fit: X is an object, expected a Tensor or an array of rows'],
    [
      'numbers in a row without a width',
      Float32Array.of(1, 2),
      undefined,
      'fit: X are 2 numbers in a row, expected rows, or a Tensor with its shape',
    ],
    [
      'numbers in a row that are no rows',
      Float32Array.of(1, 2, 3),
      2,
      'fit: X are 3 numbers in a row, expected rows of 2',
    ],
  ])('refuses %s as a RangeError', (_, matrix, columns, message) => {
    expect(() => tensor(matrix as MatrixLike, columns)).toThrow(new RangeError(message));
  });

  it.each<[unknown, string]>([
    [NaN, 'X[1][0] is NaN, expected a finite number'],
    [-Infinity, 'X[1][0] is -Infinity, expected a finite number'],
    [1e300, 'X[1][0] is 1e+300, expected a number that float32 can hold'],
    ['7', 'X[1][0] is "7", expected a finite number'],
    [null, 'X[1][0] is null, expected a finite number'],
    [undefined, 'X[1][0] is undefined, expected a finite number'],
    [true, 'X[1][0] is true, expected a finite number'],
    [7n, 'expected a finite number'],
  ])('refuses %s among numbers, naming row and column', (value, message) => {
    let thrown: unknown;
    try {
      tensor([
        [1, 2],
        [value as number, 4],
      ]);
    } catch (error) {
      thrown = error;
    }
    if (value === 7n) return expect(thrown).toBeDefined();
    expect(thrown).toBeInstanceOf(DataError);
    expect(thrown).toMatchObject({ code: 'E_DATA_VALUE', message: `fit: ${message}` });
  });

  it('finds a NaN in numbers in a row, and holds float64 to float64', () => {
    expect(() => tensor(Float64Array.of(1, 2, 3, NaN), 2)).toThrow('X[1][1] is NaN');
    expect(readMatrix('fit', 'X', [[1e300]], (length) => new Float64Array(length)).values[0]).toBe(1e300);
    const flat = readMatrix('fit', 'X', Tensor.from([[1, 2]]), (length) => new Float64Array(length));
    expect(flat).toEqual({ values: Float64Array.of(1, 2), rows: 1, columns: 2 });
  });
});
