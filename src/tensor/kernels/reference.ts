/**
 * The kernels as loops to read. They define the result, bit for bit: every other set of kernels is tested for equality
 * with this one.
 */
import { exp, log } from '../exponential.ts';
import { allocate } from '../tensor.ts';
import type { AdamStep, Kernels, MatmulKernel } from './kernels.ts';

const { fround, sqrt } = Math;

/** out[i, j] = Σₖ a[i, k] · b[k, j] */
function matmul(a: Float32Array, b: Float32Array, out: Float32Array, rows: number, inner: number, columns: number) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum = fround(sum + fround(a[i * inner + k]! * b[k * columns + j]!));
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
        sum = fround(sum + fround(a[k * rows + i]! * b[k * columns + j]!));
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
        sum = fround(sum + fround(a[i * inner + k]! * b[j * inner + k]!));
      }
      out[i * columns + j] = sum;
    }
  }
}

/** `product`, and then the bias added to each row. */
function withBias(product: MatmulKernel): Kernels['affine'] {
  return (a, b, bias, out, rows, inner, columns) => {
    product(a, b, out, rows, inner, columns);
    for (let i = 0; i < rows * columns; i += columns) {
      for (let j = 0; j < columns; j++) out[i + j] = out[i + j]! + bias[j]!;
    }
  };
}

/** `affine`, and then the ReLU of each element. */
function withRelu(affine: Kernels['affine']): Kernels['affineRelu'] {
  return (a, b, bias, out, rows, inner, columns) => {
    affine(a, b, bias, out, rows, inner, columns);
    relu(out, out);
  };
}

/** `product`, and then +0 wherever x isn't above 0. */
function whereActive(product: MatmulKernel): Kernels['matmulNTRelu'] {
  return (a, b, x, dZ, rows, inner, columns) => {
    product(a, b, dZ, rows, inner, columns);
    reluGradient(x, dZ, dZ);
  };
}

type PlainProducts = Pick<Kernels, 'matmul' | 'matmulTN' | 'matmulNT'>;
type FinishedProducts = Pick<Kernels, 'affine' | 'affineRelu' | 'matmulNTRelu'>;

/** The three products, and those that do something more with the sums. */
export function productsFrom(plain: PlainProducts): PlainProducts & FinishedProducts {
  const affine = withBias(plain.matmul);
  return { ...plain, affine, affineRelu: withRelu(affine), matmulNTRelu: whereActive(plain.matmulNT) };
}

/** out[j] = Σᵢ x[i, j] */
function sumRows(x: Float32Array, out: Float32Array, rows: number, columns: number) {
  out.fill(0);
  for (let i = 0; i < rows * columns; i += columns) {
    for (let j = 0; j < columns; j++) out[j] = out[j]! + x[i + j]!;
  }
}

/** a = max(0, z) */
function relu(z: Float32Array, a: Float32Array) {
  for (let i = 0; i < a.length; i++) a[i] = Math.max(0, z[i]!);
}

/** dZ = dA where a > 0, else 0 */
function reluGradient(a: Float32Array, dA: Float32Array, dZ: Float32Array) {
  for (let i = 0; i < dZ.length; i++) dZ[i] = a[i]! > 0 ? dA[i]! : 0;
}

/** m += (g − m)(1 − β1), v += (g² − v)(1 − β2), w −= αₜ·m / (√v + ε) */
function adam(
  w: Float32Array,
  g: Float32Array,
  m: Float32Array,
  v: Float32Array,
  { alpha, oneMinusBeta1, oneMinusBeta2, epsilon }: AdamStep,
) {
  for (let i = 0; i < w.length; i++) {
    const gradient = g[i]!;
    const first = fround(m[i]! + fround(fround(gradient - m[i]!) * oneMinusBeta1));
    const second = fround(v[i]! + fround(fround(fround(gradient * gradient) - v[i]!) * oneMinusBeta2));
    m[i] = first;
    v[i] = second;
    w[i] = w[i]! - fround(fround(alpha * first) / fround(fround(sqrt(second)) + epsilon));
  }
}

/** p = exp(z − m) / Σ exp(z − m), dZ = w·(p − 1_y) / n and Σ w·(ln Σ exp(z − m) − (z_y − m)), m the row's maximum */
function softmaxCrossentropy(
  z: Float32Array,
  targets: Int32Array,
  weights: Float32Array | null,
  p: Float32Array,
  dZ: Float32Array,
  rows: number,
  columns: number,
): number {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    const end = start + columns;
    const chosen = start + targets[i]!;
    const weight = weights === null ? 1 : weights[i]!;
    let max = -Infinity;
    for (let j = start; j < end; j++) max = Math.max(max, z[j]!);
    let sum = 0;
    for (let j = start; j < end; j++) sum += p[j] = exp(z[j]! - max);
    for (let j = start; j < end; j++) {
      // Still float64 here: p − 1 of a confident row keeps its digits, which p rounded to float32 would not.
      const probability = p[j]! / sum;
      p[j] = probability;
      dZ[j] = ((probability - (j === chosen ? 1 : 0)) * weight) / rows;
    }
    total += weight * (log(sum) - (z[chosen]! - max));
  }
  return total;
}

/** x − x is 0 for every finite number and NaN for the others. */
function areFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return false;
  return true;
}

export const referenceKernels: Kernels = {
  name: 'reference',
  ...productsFrom({ matmul, matmulTN, matmulNT }),
  sumRows,
  relu,
  reluGradient,
  adam,
  softmaxCrossentropy,
  areFinite,
  allocate: (lengths) => lengths.map((length) => allocate(length, `[${length}]`)),
};
