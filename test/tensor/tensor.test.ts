import { describe, expect, it } from 'vitest';
import { elementCount, Tensor } from '../../src/tensor/tensor.ts';

describe('Tensor', () => {
  it('is row-major: element [1, 2] of [2, 3] is the sixth', () => {
    const x = Tensor.from([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([x.rows, x.columns, x.data[1 * 3 + 2]]).toEqual([2, 3, 6]);
  });

  it('has 1 column where it is a vector, and the product of the later axes where it has three', () => {
    expect([Tensor.from([1, 2, 3]).shape, Tensor.from([1, 2, 3]).columns]).toEqual([[3], 1]);
    expect(Tensor.zeros(2, 3, 4).columns).toBe(12);
  });

  it('copies what from is given, and shares what the constructor is given', () => {
    const rows = [[1, 2]];
    const copy = Tensor.from(rows);
    rows[0]![0] = 9;
    expect([...copy.data]).toEqual([1, 2]);
    const data = Float32Array.of(1, 2);
    const shared = new Tensor(data, [1, 2]);
    data[0] = 9;
    expect(shared.data[0]).toBe(9);
  });

  it('gives back the rows that from is given, as float32 has them', () => {
    expect(
      Tensor.from([
        [1, 0.1],
        [-2, 3],
      ]).toRows(),
    ).toEqual([
      [1, Math.fround(0.1)],
      [-2, 3],
    ]);
    expect([Tensor.zeros(0, 2).toRows(), Tensor.zeros(2, 0).toRows()]).toEqual([[], [[], []]]);
  });

  it('slices rows as a view on the same memory', () => {
    const x = Tensor.from([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const middle = x.slice(1, 2);
    middle.data[0] = 9;
    expect([middle.shape, x.data[2]]).toEqual([[1, 2], 9]);
  });

  it('holds nothing in a shape with a 0', () => {
    expect(Tensor.zeros(0, 5).data).toHaveLength(0);
    expect([Tensor.zeros(5, 0).rows, Tensor.zeros(5, 0).columns]).toEqual([5, 0]);
  });

  it('refuses data of another length, naming both counts', () => {
    expect(() => new Tensor(new Float32Array(5), [2, 3])).toThrow(
      new RangeError('Tensor: shape [2, 3] holds 6 elements, data has 5'),
    );
  });

  it('refuses rows of different lengths, naming the row', () => {
    expect(() => Tensor.from([[1, 2], [3]])).toThrow(new RangeError('Tensor.from: row 1 has 1 values, row 0 has 2'));
  });

  it.each([[[-1, 2]], [[1.5]], [[NaN]], [[Infinity]]])('refuses the shape %o', (shape) => {
    expect(() => Tensor.zeros(...shape)).toThrow(/must be whole numbers of at least 0/);
  });

  it('refuses a shape of 2⁶⁰ elements before anything is allocated', () => {
    expect(() => elementCount([2 ** 30, 2 ** 30])).toThrow(/too many elements/);
    expect(() => Tensor.zeros(2 ** 30, 2 ** 30)).toThrow(/too many elements/);
  });

  it('names shape and bytes where the host has no memory for 2⁴⁰ elements', () => {
    expect(() => Tensor.zeros(2 ** 20, 2 ** 20)).toThrow(
      new RangeError('Tensor: shape [1048576, 1048576]: 4398046511104 bytes, more than the host gives'),
    );
  });
});
