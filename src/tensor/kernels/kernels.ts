/**
 * What a set of kernels provides. Unless stated otherwise, kernels trust their arguments (the public operations have
 * checked the shapes), write every element of their result, and never read it before.
 *
 * The numeric contract gives the same bits from every set. Storage is float32. Each product is rounded to float32, then
 * each sum (no fused multiply-add). The inner index runs upwards from an accumulator of +0. A bias is added last. Sums
 * over rows run upwards from +0. The bit pattern of a NaN is left to the host.
 */
export interface Kernels {
  readonly name: string;
  /** out[n, u] = a[n, d] · b[d, u] */
  readonly matmul: MatmulKernel;
  /** out[d, u] = aᵀ · b with a[n, d] and b[n, u]: the inner index runs over the n rows. */
  readonly matmulTN: MatmulKernel;
  /** out[n, d] = a · bᵀ with a[n, u] and b[d, u]: the inner index runs over the u columns. */
  readonly matmulNT: MatmulKernel;
  /** out[n, u] = a[n, d] · b[d, u] + bias[u] */
  readonly affine: AffineKernel;
  /** out[n, u] = max(0, a[n, d] · b[d, u] + bias[u]): `affine`, then `relu`. */
  readonly affineRelu: AffineKernel;
  /** dZ[n, d] = a · bᵀ where x[n, d] > 0, else +0: `matmulNT`, then `reluGradient` of the ReLU whose output is x. */
  readonly matmulNTRelu: MaskedKernel;
  /** out[j] = Σᵢ x[i, j] */
  readonly sumRows: (x: Float32Array, out: Float32Array, rows: number, columns: number) => void;
  /** a = max(0, z); a NaN stays a NaN. */
  readonly relu: (z: Float32Array, a: Float32Array) => void;
  /** dZ = dA where a > 0, else +0. */
  readonly reluGradient: (a: Float32Array, dA: Float32Array, dZ: Float32Array) => void;
  /** One step of Adam: see `nn/optimizers/adam.ts`. Reads and writes the weights w and the moments m and v; g is the gradient. */
  readonly adam: (w: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, step: AdamStep) => void;
  /**
   * p[n, k] = softmax of each row of z[n, k], dZ[n, k] = w·(p − 1_y) / n; returns Σᵢ wᵢ·lossᵢ. See
   * `nn/losses/softmax-crossentropy.ts`. Each row's sum and quotients are float64, its exp and log are float32.
   */
  readonly softmaxCrossentropy: SoftmaxKernel;
  /** True when no value is a NaN or an Infinity. */
  readonly areFinite: (values: Float32Array) => boolean;
  /**
   * Arrays of zeros that the kernels use without copying if they are used together.
   *
   * @throws MemoryError naming the bytes if the host has too little memory.
   */
  readonly allocate: (lengths: readonly number[]) => Float32Array[];
}

/** `out` is [rows, columns]; `inner` is the length of the sums. */
export type MatmulKernel = (
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
) => void;

type AffineKernel = (
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
) => void;

type MaskedKernel = (
  a: Float32Array,
  b: Float32Array,
  x: Float32Array,
  dZ: Float32Array,
  rows: number,
  inner: number,
  columns: number,
) => void;

/** Each target is in [0, columns); null weights are all 1. */
type SoftmaxKernel = (
  z: Float32Array,
  targets: Int32Array,
  weights: Float32Array | null,
  p: Float32Array,
  dZ: Float32Array,
  rows: number,
  columns: number,
) => number;

/** The numbers of one step of Adam, each a float32. */
export interface AdamStep {
  /** αₜ, the step size including the bias corrections. */
  readonly alpha: number;
  readonly oneMinusBeta1: number;
  readonly oneMinusBeta2: number;
  readonly epsilon: number;
  /** α·λ, the share that each weight loses. */
  readonly decay: number;
}
