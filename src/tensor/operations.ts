/**
 * Row and element operations, written into `out`. Each element is one float32 operation, so any order gives the same
 * bits; sums over rows run upwards, as the numeric contract requires. `out` may be an operand only where stated.
 */
import { requireArgument } from '../argument-checks.ts';
import { currentKernels } from './kernels/current.ts';
import { requireLength, requireMatrix, requireShape, requireSize, requireTensor, type Tensor } from './tensor.ts';

/** out[i, j] = x[i, j] + row[j]; `out` may be `x`. */
export function addRow(x: Tensor, row: Tensor, out: Tensor): void {
  requireMatrix('addRow', 'x', x);
  requireLength('addRow', 'row', row, x.columns);
  requireShape('addRow', 'out', out, x.shape);
  const [from, added, to, d] = [x.data, row.data, out.data, x.columns];
  for (let i = 0; i < from.length; i += d) {
    for (let j = 0; j < d; j++) to[i + j] = from[i + j]! + added[j]!;
  }
}

/** out[j] = Σᵢ x[i, j], from +0, i running upwards, each sum rounded to float32. */
export function sumRows(x: Tensor, out: Tensor): void {
  requireMatrix('sumRows', 'x', x);
  requireLength('sumRows', 'out', out, x.columns);
  currentKernels().sumRows(x.data, out.data, x.rows, x.columns);
}

/** out = x ⊙ y, element by element; `out` may be either. */
export function multiply(x: Tensor, y: Tensor, out: Tensor): void {
  requireTensor('multiply', 'x', x);
  requireShape('multiply', 'y', y, x.shape);
  requireShape('multiply', 'out', out, x.shape);
  const [left, right, to] = [x.data, y.data, out.data];
  for (let i = 0; i < to.length; i++) to[i] = left[i]! * right[i]!;
}

const LONG_ROW = 32;
/** Numbers in a line of the processor's cache. */
const CACHE_LINE = 16;

/** out[r] = x[rows[r]]: the chosen rows, in the given order, copied. */
export function gatherRows(x: Tensor, rows: Int32Array, out: Tensor): void {
  requireMatrix('gatherRows', 'x', x);
  requireArgument(rows instanceof Int32Array, 'gatherRows', 'rows', rows, 'an Int32Array');
  requireSize('gatherRows', 'out', out, rows.length, x.columns);
  const [from, to, d, n] = [x.data, out.data, x.columns, x.rows];
  fetchRows(from, rows, d, to);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    if (row < 0 || row >= n) throw new RangeError(`gatherRows: row ${row} of a tensor with ${n} rows`);
    // A long row is copied in half the time as one piece, a short one element by element.
    if (d >= LONG_ROW) to.set(from.subarray(row * d, (row + 1) * d), r * d);
    else for (let j = 0; j < d; j++) to[r * d + j] = from[row * d + j]!;
  }
}

/**
 * Reads a number of each cache line of the rows. These reads don't wait for each other, as those of one copy after the
 * other do: scattered rows of more than the cache holds are then copied in half the time. The sum keeps the reads from
 * being left out; its place is overwritten.
 */
function fetchRows(from: Float32Array, rows: Int32Array, d: number, to: Float32Array): void {
  let sum = 0;
  for (let r = 0; r < rows.length; r++) {
    const start = rows[r]! * d;
    for (let j = 0; j < d; j += CACHE_LINE) sum += from[start + j]!;
  }
  to[0] = sum;
}

/** The column of the largest element of each row; the first one in a tie. */
export function argmaxRows(x: Tensor, out: Int32Array): void {
  requireMatrix('argmaxRows', 'x', x);
  requireArgument(out instanceof Int32Array, 'argmaxRows', 'out', out, 'an Int32Array');
  if (out.length !== x.rows) throw new RangeError(`argmaxRows: out has ${out.length} elements, x ${x.rows} rows`);
  const [from, d] = [x.data, x.columns];
  for (let i = 0; i < out.length; i++) {
    let best = 0;
    for (let j = 1; j < d; j++) if (from[i * d + j]! > from[i * d + best]!) best = j;
    out[i] = best;
  }
}
