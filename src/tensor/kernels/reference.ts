/**
 * The matrix products as loops to read. They define the result, bit for bit: every other set of kernels is tested for
 * equality with this one.
 */
import type { Kernels } from './kernels.ts';

/** out[i, j] = Σₖ a[i, k] · b[k, j] */
function matmul(a: Float32Array, b: Float32Array, out: Float32Array, rows: number, inner: number, columns: number) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum = Math.fround(sum + Math.fround(a[i * inner + k]! * b[k * columns + j]!));
      }
      out[i * columns + j] = sum;
    }
  }
}

/** out[i, j] = Σₖ a[k, i] · b[k, j] */
function matmulTN(a: Float32Array, b: Float32Array, out: Float32Array, rows: number, inner: number, columns: number) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum = Math.fround(sum + Math.fround(a[k * rows + i]! * b[k * columns + j]!));
      }
      out[i * columns + j] = sum;
    }
  }
}

/** out[i, j] = Σₖ a[i, k] · b[j, k] */
function matmulNT(a: Float32Array, b: Float32Array, out: Float32Array, rows: number, inner: number, columns: number) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum = Math.fround(sum + Math.fround(a[i * inner + k]! * b[j * inner + k]!));
      }
      out[i * columns + j] = sum;
    }
  }
}

export const referenceKernels: Kernels = { name: 'reference', matmul, matmulTN, matmulNT };
