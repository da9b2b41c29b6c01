/**
 * Turns a caller's numbers into a matrix [n, d]. All arrays come in through here. A Tensor passes unchanged; anything
 * else is checked and copied.
 */
import { DataError, shown } from '../errors.ts';
import { formatShape, requireMatrix, Tensor } from './tensor.ts';

type NumberArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** A matrix [n, d]: a Tensor, rows of numbers, or, if d is known, numbers row after row. */
export type MatrixLike = Tensor | readonly ArrayLike<number>[] | NumberArray;

export interface Matrix<Values> {
  /** Row-major [n, d]. */
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
}

/**
 * @param where the function that was given the matrix, and `name` the argument, for errors
 * @param columns d, if known
 * @throws RangeError if there are no rows or they differ in length; DataError E_DATA_VALUE for a value that isn't a
 *   finite number.
 */
export function asTensor(where: string, name: string, matrix: MatrixLike, columns?: number): Tensor {
  if (matrix instanceof Tensor) return matrix;
  const { values, rows, columns: d } = readMatrix(where, name, matrix, (length) => new Float32Array(length), columns);
  return new Tensor(values, [rows, d]);
}

/** The same numbers, copied into the caller's type of array, even if given as a Tensor. */
export function readMatrix<Values extends Float32Array | Float64Array>(
  where: string,
  name: string,
  matrix: MatrixLike,
  allocate: (length: number) => Values,
  columns?: number,
): Matrix<Values> {
  if (matrix instanceof Tensor) {
    requireMatrix(where, name, matrix);
    if (columns === undefined || matrix.columns === columns) {
      return readFlat(where, name, matrix.data, allocate, matrix.columns);
    }
    throw new RangeError(`${where}: ${name} is ${formatShape(matrix.shape)}, expected [n, ${columns}]`);
  }
  if (isNumberArray(matrix)) return readFlat(where, name, matrix, allocate, columns);
  if (!Array.isArray(matrix)) {
    throw new RangeError(`${where}: ${name} is ${shown(matrix)}, expected a Tensor or an array of rows`);
  }
  if (matrix.length === 0 && columns === undefined) throw new RangeError(`${where}: ${name} has no rows`);
  const d = columns ?? requireRow(where, name, matrix[0], 0).length;
  const values = allocate(matrix.length * d);
  for (let i = 0; i < matrix.length; i++) {
    const row = requireRow(where, name, matrix[i], i);
    if (row.length !== d) throw new RangeError(`${where}: ${name}[${i}] has ${row.length} values, expected ${d}`);
    for (let j = 0; j < d; j++) {
      values[i * d + j] = row[j]!;
      requireFinite(where, name, row[j], values[i * d + j]!, i, j);
    }
  }
  return { values, rows: matrix.length, columns: d };
}

function readFlat<Values extends Float32Array | Float64Array>(
  where: string,
  name: string,
  flat: NumberArray,
  allocate: (length: number) => Values,
  columns: number | undefined,
): Matrix<Values> {
  if (columns === undefined || flat.length % columns !== 0) {
    const expected = columns === undefined ? 'rows, or a Tensor with its shape' : `rows of ${columns}`;
    throw new RangeError(`${where}: ${name} are ${flat.length} numbers in a row, expected ${expected}`);
  }
  const values = allocate(flat.length);
  for (let k = 0; k < flat.length; k++) {
    values[k] = flat[k]!;
    requireFinite(where, name, flat[k], values[k]!, Math.floor(k / columns), k % columns);
  }
  return { values, rows: flat.length / columns, columns };
}

/** @param stored the value as stored in the array */
function requireFinite(where: string, name: string, given: unknown, stored: number, i: number, j: number): void {
  // x − x is 0 for every finite number, else NaN.
  if (typeof given === 'number' && stored - stored === 0) return;
  const expected = Number.isFinite(given) ? 'a number that float32 can hold' : 'a finite number';
  throw new DataError('E_DATA_VALUE', `${where}: ${name}[${i}][${j}] is ${shown(given)}, expected ${expected}`);
}

function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function requireRow(where: string, name: string, row: unknown, i: number): ArrayLike<number> {
  if (Array.isArray(row) || isNumberArray(row)) return row as ArrayLike<number>;
  throw new RangeError(`${where}: ${name}[${i}] is ${shown(row)}, expected a row of numbers`);
}
