/**
 * The matrix products in register tiles: a 4 × 4 block of sums lives in local variables while the inner index runs, so
 * each loaded element is used four times. Each sum sees the same numbers in the same order as in the reference, hence
 * the same bits. The three products differ only in how far apart neighbours stand, so one loop with strides serves all.
 */
import type { Kernels, MatmulKernel } from './kernels.ts';
import { referenceKernels, whereActive, withBias, withRelu } from './reference.ts';

const { fround } = Math;

/** out[i, j] = Σₖ a[i·aRow + k·aInner] · b[k·bInner + j·bColumn] */
function product(
  a: Float32Array,
  aRow: number,
  aInner: number,
  b: Float32Array,
  bInner: number,
  bColumn: number,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const tiledRows = rows - (rows % 4);
  const tiledColumns = columns - (columns % 4);
  for (let i = 0; i < tiledRows; i += 4) {
    for (let j = 0; j < tiledColumns; j += 4) {
      let s00 = 0,
        s01 = 0,
        s02 = 0,
        s03 = 0;
      let s10 = 0,
        s11 = 0,
        s12 = 0,
        s13 = 0;
      let s20 = 0,
        s21 = 0,
        s22 = 0,
        s23 = 0;
      let s30 = 0,
        s31 = 0,
        s32 = 0,
        s33 = 0;
      let p = i * aRow;
      let q = j * bColumn;
      for (let k = 0; k < inner; k++) {
        const b0 = b[q]!;
        const b1 = b[q + bColumn]!;
        const b2 = b[q + 2 * bColumn]!;
        const b3 = b[q + 3 * bColumn]!;
        const a0 = a[p]!;
        s00 = fround(s00 + fround(a0 * b0));
        s01 = fround(s01 + fround(a0 * b1));
        s02 = fround(s02 + fround(a0 * b2));
        s03 = fround(s03 + fround(a0 * b3));
        const a1 = a[p + aRow]!;
        s10 = fround(s10 + fround(a1 * b0));
        s11 = fround(s11 + fround(a1 * b1));
        s12 = fround(s12 + fround(a1 * b2));
        s13 = fround(s13 + fround(a1 * b3));
        const a2 = a[p + 2 * aRow]!;
        s20 = fround(s20 + fround(a2 * b0));
        s21 = fround(s21 + fround(a2 * b1));
        s22 = fround(s22 + fround(a2 * b2));
        s23 = fround(s23 + fround(a2 * b3));
        const a3 = a[p + 3 * aRow]!;
        s30 = fround(s30 + fround(a3 * b0));
        s31 = fround(s31 + fround(a3 * b1));
        s32 = fround(s32 + fround(a3 * b2));
        s33 = fround(s33 + fround(a3 * b3));
        p += aInner;
        q += bInner;
      }
      const o0 = i * columns + j;
      out[o0] = s00;
      out[o0 + 1] = s01;
      out[o0 + 2] = s02;
      out[o0 + 3] = s03;
      const o1 = o0 + columns;
      out[o1] = s10;
      out[o1 + 1] = s11;
      out[o1 + 2] = s12;
      out[o1 + 3] = s13;
      const o2 = o1 + columns;
      out[o2] = s20;
      out[o2 + 1] = s21;
      out[o2 + 2] = s22;
      out[o2 + 3] = s23;
      const o3 = o2 + columns;
      out[o3] = s30;
      out[o3 + 1] = s31;
      out[o3 + 2] = s32;
      out[o3 + 3] = s33;
    }
  }
  // What the tiles left over: the last columns of the tiled rows, then the last rows whole.
  for (let i = 0; i < rows; i++) {
    for (let j = i < tiledRows ? tiledColumns : 0; j < columns; j++) {
      let sum = 0;
      let p = i * aRow;
      let q = j * bColumn;
      for (let k = 0; k < inner; k++) {
        sum = fround(sum + fround(a[p]! * b[q]!));
        p += aInner;
        q += bInner;
      }
      out[i * columns + j] = sum;
    }
  }
}

const matmul: MatmulKernel = (a, b, out, rows, inner, columns) =>
  product(a, inner, 1, b, columns, 1, out, rows, inner, columns);

const matmulNT: MatmulKernel = (a, b, out, rows, inner, columns) =>
  product(a, inner, 1, b, 1, inner, out, rows, inner, columns);

export const tiledKernels: Kernels = {
  ...referenceKernels,
  name: 'tiled',
  matmul,
  affine: withBias(matmul),
  affineRelu: withRelu(withBias(matmul)),
  matmulTN: (a, b, out, rows, inner, columns) => product(a, 1, rows, b, columns, 1, out, rows, inner, columns),
  matmulNT,
  matmulNTRelu: whereActive(matmulNT),
};
