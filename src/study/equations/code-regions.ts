/**
 * The regions of code that compute the equations, as they are marked in the sources. Written by `npm run docs`.
 */
import type { CodeRegion } from './read-regions.ts';

export const CODE_REGIONS: readonly CodeRegion[] = [
  {
    id: 'dense.z',
    file: 'nn/layers/dense.ts',
    firstLine: 44,
    text: `if (this.bias === null) return matmul(x, this.kernel, z);`,
  },
  {
    id: 'dense.z',
    file: 'nn/layers/dense.ts',
    firstLine: 45,
    text: `affine(x, this.kernel, this.bias, z);`,
  },
  {
    id: 'dense.dW',
    file: 'nn/layers/dense.ts',
    firstLine: 58,
    text: `matmulTN(x, dZ, kernel!.gradient);`,
  },
  {
    id: 'dense.db',
    file: 'nn/layers/dense.ts',
    firstLine: 60,
    text: `if (bias !== undefined) sumRows(dZ, bias.gradient);`,
  },
  {
    id: 'dense.dx',
    file: 'nn/layers/dense.ts',
    firstLine: 61,
    text: `if (dX !== null) matmulNT(dZ, kernel!.value, dX);`,
  },
  {
    id: 'dropout',
    file: 'nn/layers/dropout.ts',
    firstLine: 59,
    text: `dropout(x.data, this.mask(x.rows).data, y.data, { starts, bound, kept: 1 / (1 - this.rate) });`,
  },
  {
    id: 'glorot',
    file: 'nn/layers/initializers.ts',
    firstLine: 21,
    text: `fillUniform(out, Math.sqrt(6 / (out.rows + out.columns)), random);`,
  },
  {
    id: 'he-init',
    file: 'nn/layers/initializers.ts',
    firstLine: 30,
    text: `fillUniform(out, Math.sqrt(6 / out.rows), random);`,
  },
  {
    id: 'l2',
    file: 'nn/layers/regularizers.ts',
    firstLine: 9,
    text: `let sum = 0;
for (const w of value.data) sum += w * w;
return lambda * sum;`,
  },
  {
    id: 'l2',
    file: 'nn/layers/regularizers.ts',
    firstLine: 21,
    text: `const factor = Math.fround(2 * lambda);
for (let i = 0; i < w.length; i++) dW[i] = dW[i]! + Math.fround(factor * w[i]!);`,
  },
  {
    id: 'sigmoid-ce',
    file: 'nn/losses/sigmoid-crossentropy.ts',
    firstLine: 33,
    text: `p.data[i] = sigmoid(logit);`,
  },
  {
    id: 'dce.dz',
    file: 'nn/losses/sigmoid-crossentropy.ts',
    firstLine: 35,
    text: `dZ.data[i] = ((y === 1 ? -sigmoid(-logit) : sigmoid(logit)) * weight) / n;`,
  },
  {
    id: 'sigmoid-ce',
    file: 'nn/losses/sigmoid-crossentropy.ts',
    firstLine: 36,
    text: `total += weight * (Math.max(logit, 0) - logit * y + log(1 + exp(-Math.abs(logit))));`,
  },
  {
    id: 'sigmoid-ce',
    file: 'nn/losses/sigmoid.ts',
    firstLine: 8,
    text: `const e = exp(-Math.abs(z));
return z >= 0 ? 1 / (1 + e) : e / (1 + e);`,
  },
  {
    id: 'adam.mhat',
    file: 'nn/optimizers/adam-taps.ts',
    firstLine: 22,
    text: `const mHat = m.map((mean) => mean / (1 - adam.beta1Power));`,
  },
  {
    id: 'adam.vhat',
    file: 'nn/optimizers/adam-taps.ts',
    firstLine: 23,
    text: `const vHat = v.map((mean) => mean / (1 - adam.beta2Power));`,
  },
  {
    id: 'adam.step',
    file: 'nn/optimizers/adam-taps.ts',
    firstLine: 24,
    text: `const step = m.map((mean, i) => Math.fround(alpha * mean) / Math.fround(Math.fround(Math.sqrt(v[i]!)) + epsilon));`,
  },
  {
    id: 'adam.alpha',
    file: 'nn/optimizers/adam.ts',
    firstLine: 41,
    text: `const alpha = Math.fround((learningRate * Math.sqrt(1 - this.beta2Power)) / (1 - this.beta1Power));`,
  },
  {
    id: 'sgd.step',
    file: 'nn/optimizers/sgd.ts',
    firstLine: 39,
    text: `const descent = fround(alpha * g[i]!);
velocity[i] = fround(mu * velocity[i]!) - descent;
w[i] = w[i]! + (nesterov ? fround(fround(mu * velocity[i]!) - descent) : velocity[i]!);`,
  },
  {
    id: 'standardise',
    file: 'preprocessing/features/number-feature.ts',
    firstLine: 38,
    text: `out.data[place] = (filled - mean) / scale;`,
  },
  {
    id: 'standardise',
    file: 'preprocessing/features/standard-scaler.ts',
    firstLine: 17,
    text: `let sum = 0;
for (let i = 0; i < n; i++) sum += values[rows[i]!]!;
let mean = sum / n;
let correction = 0;
for (let i = 0; i < n; i++) correction += values[rows[i]!]! - mean;
mean += correction / n;`,
  },
  {
    id: 'standardise',
    file: 'preprocessing/features/standard-scaler.ts',
    firstLine: 30,
    text: `return { mean, deviation: Math.sqrt(Math.max(0, squares - (rest * rest) / n) / n) };`,
  },
  {
    id: 'dense.z',
    file: 'tensor/kernels/complete-kernels.ts',
    firstLine: 16,
    text: `for (let j = 0; j < columns; j++) out[i + j] = out[i + j]! + bias[j]!;`,
  },
  {
    id: 'dropout',
    file: 'tensor/kernels/dropout.ts',
    firstLine: 47,
    text: `mask[i] = values[Number(s < bound)]!;
y[i] = x[i]! * mask[i]!;`,
  },
  {
    id: 'dense.z',
    file: 'tensor/kernels/reference.ts',
    firstLine: 17,
    text: `let sum = 0;
for (let s = 0; s < inner; s++) sum = fround(sum + fround(a[i * inner + s]! * b[s * columns + j]!));
out[i * columns + j] = sum;`,
  },
  {
    id: 'dense.dW',
    file: 'tensor/kernels/reference.ts',
    firstLine: 28,
    text: `let sum = 0;
for (let s = 0; s < inner; s++) sum = fround(sum + fround(a[s * rows + i]! * b[s * columns + j]!));
out[i * columns + j] = sum;`,
  },
  {
    id: 'dense.dx',
    file: 'tensor/kernels/reference.ts',
    firstLine: 39,
    text: `let sum = 0;
for (let s = 0; s < inner; s++) sum = fround(sum + fround(a[i * inner + s]! * b[j * inner + s]!));
out[i * columns + j] = sum;`,
  },
  {
    id: 'dense.db',
    file: 'tensor/kernels/reference.ts',
    firstLine: 50,
    text: `for (let j = 0; j < columns; j++) out[j] = out[j]! + x[i + j]!;`,
  },
  {
    id: 'relu',
    file: 'tensor/kernels/reference.ts',
    firstLine: 56,
    text: `for (let i = 0; i < a.length; i++) a[i] = Math.max(0, z[i]!);`,
  },
  {
    id: 'relu.dz',
    file: 'tensor/kernels/reference.ts',
    firstLine: 61,
    text: `for (let i = 0; i < dZ.length; i++) dZ[i] = a[i]! > 0 ? dA[i]! : 0;`,
  },
  {
    id: 'adam.m',
    file: 'tensor/kernels/reference.ts',
    firstLine: 67,
    text: `m[i] = m[i]! + fround(fround(g[i]! - m[i]!) * oneMinusBeta1);`,
  },
  {
    id: 'adam.v',
    file: 'tensor/kernels/reference.ts',
    firstLine: 68,
    text: `v[i] = v[i]! + fround(fround(fround(g[i]! * g[i]!) - v[i]!) * oneMinusBeta2);`,
  },
  {
    id: 'adam.step',
    file: 'tensor/kernels/reference.ts',
    firstLine: 69,
    text: `const step = fround(fround(alpha * m[i]!) / fround(fround(sqrt(v[i]!)) + epsilon));
w[i] = w[i]! - fround(fround(decay * w[i]!) + step);`,
  },
  {
    id: 'softmax',
    file: 'tensor/kernels/reference.ts',
    firstLine: 85,
    text: `let max = -Infinity;
for (let j = start; j < end; j++) max = Math.max(max, z[j]!);
let sum = 0;
for (let j = start; j < end; j++) sum += p[j] = exp(z[j]! - max);`,
  },
  {
    id: 'softmax',
    file: 'tensor/kernels/reference.ts',
    firstLine: 91,
    text: `const probability = p[j]! / sum;
p[j] = probability;`,
  },
  {
    id: 'dce.dz',
    file: 'tensor/kernels/reference.ts',
    firstLine: 93,
    text: `dZ[j] = ((probability - (j === chosen ? 1 : 0)) * weight) / rows;`,
  },
  {
    id: 'sparse-ce',
    file: 'tensor/kernels/reference.ts',
    firstLine: 95,
    text: `total += weight * (log(sum) - (z[chosen]! - max));`,
  },
  {
    id: 'early-stop',
    file: 'training/early-stopping.ts',
    firstLine: 49,
    text: `this.#wait++;
const gain = this.options.mode === 'min' ? this.best - value : value - this.best;
const isBest = Number.isNaN(this.best) ? !Number.isNaN(value) : gain > this.options.minDelta;
if (isBest) {
  this.best = value;
  this.bestEpoch = epoch;
  this.#wait = 0;
} else if (this.#wait >= this.options.patience && epoch > 1) {
  this.stoppedEpoch = epoch;
}
return isBest;`,
  },
];
