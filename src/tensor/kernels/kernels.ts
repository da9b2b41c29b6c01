/**
 * What a set of kernels provides. Kernels trust their arguments (the public operations have checked the shapes), write
 * every element of `out`, and never read it before.
 *
 * The numeric contract, the same bits from every set: storage is float32; each product is rounded to float32, then
 * each sum (no fused multiply-add); the inner index runs upwards from an accumulator of +0.
 */
export interface Kernels {
  readonly name: string;
  /** out[n, u] = a[n, d] · b[d, u] */
  matmul: MatmulKernel;
  /** out[d, u] = aᵀ · b with a[n, d] and b[n, u]: the inner index runs over the n rows. */
  matmulTN: MatmulKernel;
  /** out[n, d] = a · bᵀ with a[n, u] and b[d, u]: the inner index runs over the u columns. */
  matmulNT: MatmulKernel;
}

/** `rows` and `columns` are those of `out`; `inner` is the length of the sums. */
export type MatmulKernel = (
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
) => void;
