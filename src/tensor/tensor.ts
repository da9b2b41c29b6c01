/**
 * A Tensor is a Float32Array and a shape, row-major: element [i, j] of shape [n, d] is `data[i * d + j]`.
 * Tensors may share memory (layers hold views into one block of parameters), so nothing here copies unless it says so.
 */
import { requireArgument } from '../argument-checks.ts';
import { MemoryError } from '../errors.ts';

export class Tensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];

  /** @throws RangeError if the shape isn't made of whole numbers or doesn't hold exactly `data.length` elements. */
  constructor(data: Float32Array, shape: readonly number[]) {
    requireArgument(data instanceof Float32Array, 'Tensor', 'data', data, 'a Float32Array');
    const size = elementCount(shape);
    if (size !== data.length) {
      throw new RangeError(`Tensor: shape ${formatShape(shape)} holds ${size} elements, data has ${data.length}`);
    }
    this.data = data;
    this.shape = shape;
  }

  static zeros(...shape: number[]): Tensor {
    return new Tensor(allocate(elementCount(shape), `Tensor: shape ${formatShape(shape)}`), shape);
  }

  /** A copy of nested rows of equal length, [n, d], or of one row, [d]. */
  static from(values: readonly number[] | readonly (readonly number[])[]): Tensor {
    requireArgument(Array.isArray(values), 'Tensor.from', 'values', values, 'a list of numbers or rows');
    const first = values[0];
    if (first === undefined || typeof first === 'number') {
      return new Tensor(Float32Array.from(values as readonly number[]), [values.length]);
    }
    const rows = values as readonly (readonly number[])[];
    const d = first.length;
    const data = new Float32Array(rows.length * d);
    for (const [i, row] of rows.entries()) {
      if (row.length !== d) throw new RangeError(`Tensor.from: row ${i} has ${row.length} values, row 0 has ${d}`);
      data.set(row, i * d);
    }
    return new Tensor(data, [rows.length, d]);
  }

  /** Length of the first axis. */
  get rows(): number {
    return this.shape[0] ?? 1;
  }

  /** Elements in each row: the product of the other axes. */
  get columns(): number {
    let columns = 1;
    for (let axis = 1; axis < this.shape.length; axis++) columns *= this.shape[axis]!;
    return columns;
  }

  /** Rows [start, end) of a matrix as a view on the same memory. */
  slice(start: number, end: number): Tensor {
    const d = this.columns;
    return new Tensor(this.data.subarray(start * d, end * d), [end - start, ...this.shape.slice(1)]);
  }

  /** The rows of a matrix as nested arrays [n][d], copied. */
  toRows(): number[][] {
    const d = this.columns;
    return Array.from({ length: this.rows }, (_, i) => [...this.data.subarray(i * d, (i + 1) * d)]);
  }
}

/**
 * The number of elements of a shape. Refuses a shape whose product isn't an exact integer before anything is allocated.
 */
export function elementCount(shape: readonly number[]): number {
  requireArgument(Array.isArray(shape), 'Tensor', 'shape', shape, 'a list of lengths');
  let count = 1;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new RangeError(`Tensor: shape ${formatShape(shape)} must be whole numbers of at least 0`);
    }
    count *= length;
  }
  if (!Number.isSafeInteger(count)) throw new RangeError(`Tensor: shape ${formatShape(shape)} has too many elements`);
  return count;
}

/** @throws MemoryError naming `what` and the bytes if the host has too little memory. */
export function allocate(length: number, what: string): Float32Array {
  try {
    return new Float32Array(length);
  } catch (cause) {
    throw new MemoryError(`${what}: ${length * Float32Array.BYTES_PER_ELEMENT} bytes, more than the host gives`, {
      cause,
    });
  }
}

export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** @throws RangeError for anything but a tensor. */
export function requireTensor(operation: string, name: string, tensor: unknown): void {
  requireArgument(tensor instanceof Tensor, operation, name, tensor, 'a Tensor');
}

/** The check in every public operation: `tensor` must have exactly this shape. */
export function requireShape(operation: string, name: string, tensor: Tensor, expected: readonly number[]): void {
  requireTensor(operation, name, tensor);
  const { shape } = tensor;
  let differs = shape.length !== expected.length;
  for (let axis = 0; axis < shape.length; axis++) differs ||= shape[axis] !== expected[axis];
  if (differs)
    throw new RangeError(`${operation}: ${name} is ${formatShape(shape)}, expected ${formatShape(expected)}`);
}

/** `requireShape` for a matrix [rows, columns], without allocating a list on every call. */
export function requireSize(operation: string, name: string, tensor: Tensor, rows: number, columns: number): void {
  const shape = (tensor as Tensor | undefined)?.shape;
  if (shape?.length === 2 && shape[0] === rows && shape[1] === columns) return;
  requireShape(operation, name, tensor, [rows, columns]);
}

/** The same for a vector [length]. */
export function requireLength(operation: string, name: string, tensor: Tensor, length: number): void {
  const shape = (tensor as Tensor | undefined)?.shape;
  if (shape?.length === 1 && shape[0] === length) return;
  requireShape(operation, name, tensor, [length]);
}

/** The same for a matrix [n, columns] with any number of rows. */
export function requireColumns(operation: string, name: string, tensor: Tensor, columns: number): void {
  requireTensor(operation, name, tensor);
  if (tensor.shape.length === 2 && tensor.shape[1] === columns) return;
  throw new RangeError(`${operation}: ${name} is ${formatShape(tensor.shape)}, expected [n, ${columns}]`);
}

/** @throws RangeError if the tensor isn't a matrix [n, d]. */
export function requireMatrix(operation: string, name: string, tensor: Tensor): void {
  requireTensor(operation, name, tensor);
  if (tensor.shape.length !== 2) {
    throw new RangeError(`${operation}: ${name} is ${formatShape(tensor.shape)}, expected a matrix [n, d]`);
  }
}
