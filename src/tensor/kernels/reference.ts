/**
 * The operations of a network as readable loops. Such routines are called kernels (no relation to the kernel of a dense
 * layer, its weights). These loops define the result, bit for bit: every faster set is tested for equality with them. A
 * matrix of c columns is stored row by row: its [i, j] is element i·c + j of the array.
 */
import { exp, log } from '../exponential.ts';
import { completeKernels } from './complete-kernels.ts';
import type { Kernels, MatmulKernel } from './kernels.ts';

/** `fround` rounds to float32, as storing does. In a formula of several operations, each one is rounded. */
const { fround, sqrt } = Math;

/** out[i, j] = Σₛ a[i, s] · b[s, j], as in z = x·W. out is [rows, columns]; each sum has `inner` terms. */
const matmul: MatmulKernel = (a, b, out, rows, inner, columns) => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0; // eq:dense.z {
      for (let s = 0; s < inner; s++) sum = fround(sum + fround(a[i * inner + s]! * b[s * columns + j]!));
      out[i * columns + j] = sum; // eq:dense.z }
    }
  }
};

/** out[i, j] = Σₛ a[s, i] · b[s, j]: a is read as its transpose, as in dW = xᵀ·dZ */
const matmulTN: MatmulKernel = (a, b, out, rows, inner, columns) => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0; // eq:dense.dW {
      for (let s = 0; s < inner; s++) sum = fround(sum + fround(a[s * rows + i]! * b[s * columns + j]!));
      out[i * columns + j] = sum; // eq:dense.dW }
    }
  }
};

/** out[i, j] = Σₛ a[i, s] · b[j, s]: b is read as its transpose, as in dX = dZ·Wᵀ */
const matmulNT: MatmulKernel = (a, b, out, rows, inner, columns) => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0; // eq:dense.dx {
      for (let s = 0; s < inner; s++) sum = fround(sum + fround(a[i * inner + s]! * b[j * inner + s]!));
      out[i * columns + j] = sum; // eq:dense.dx }
    }
  }
};

/** out[j] = Σᵢ x[i, j], as in db = Σ dZ */
const sumRows: Kernels['sumRows'] = (x, out, rows, columns) => {
  out.fill(0);
  for (let i = 0; i < rows * columns; i += columns) {
    for (let j = 0; j < columns; j++) out[j] = out[j]! + x[i + j]!; // eq:dense.db
  }
};

/** a = max(0, z) */
const relu: Kernels['relu'] = (z, a) => {
  for (let i = 0; i < a.length; i++) a[i] = Math.max(0, z[i]!); // eq:relu
};

/** dZ = dA where a > 0, else 0 */
const reluGradient: Kernels['reluGradient'] = (a, dA, dZ) => {
  for (let i = 0; i < dZ.length; i++) dZ[i] = a[i]! > 0 ? dA[i]! : 0; // eq:relu.dz
};

/** m += (g − m)(1 − β1), v += (g² − v)(1 − β2), w −= α·λ·w + αₜ·m / (√v + ε), for each weight w with its gradient g */
const adam: Kernels['adam'] = (w, g, m, v, { alpha, oneMinusBeta1, oneMinusBeta2, epsilon, decay }) => {
  for (let i = 0; i < w.length; i++) {
    m[i] = m[i]! + fround(fround(g[i]! - m[i]!) * oneMinusBeta1); // eq:adam.m
    v[i] = v[i]! + fround(fround(fround(g[i]! * g[i]!) - v[i]!) * oneMinusBeta2); // eq:adam.v
    const step = fround(fround(alpha * m[i]!) / fround(fround(sqrt(v[i]!)) + epsilon)); // eq:adam.step {
    w[i] = w[i]! - fround(fround(decay * w[i]!) + step); // eq:adam.step }
  }
};

/**
 * p = exp(z − max) / Σ exp(z − max), where max is the row's largest z; dZ = w·(p − 1_y) / n, where y is the row's
 * target and w its weight. Returns Σ w·loss over the rows, with loss = −ln p_y = ln Σ exp(z − max) − (z_y − max).
 * Intermediate values are float64.
 */
const softmaxCrossentropy: Kernels['softmaxCrossentropy'] = (z, targets, weights, p, dZ, rows, columns) => {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const [start, end] = [i * columns, (i + 1) * columns];
    const chosen = start + targets[i]!;
    const weight = weights === null ? 1 : weights[i]!;
    let max = -Infinity; // eq:softmax {
    for (let j = start; j < end; j++) max = Math.max(max, z[j]!);
    let sum = 0;
    for (let j = start; j < end; j++) sum += p[j] = exp(z[j]! - max); // eq:softmax }
    for (let j = start; j < end; j++) {
      // Not yet rounded to float32: when the model is sure, p − 1 keeps digits that a rounded p has lost.
      const probability = p[j]! / sum; // eq:softmax {
      p[j] = probability; // eq:softmax }
      dZ[j] = ((probability - (j === chosen ? 1 : 0)) * weight) / rows; // eq:dce.dz
    }
    total += weight * (log(sum) - (z[chosen]! - max)); // eq:sparse-ce
  }
  return total;
};

const loops = { matmul, matmulTN, matmulNT, sumRows, relu, reluGradient, adam, softmaxCrossentropy };
export const referenceKernels = completeKernels('reference', loops);
