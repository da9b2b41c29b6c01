/**
 * Makes a whole set of kernels from plain operations: products with a bias or ReLU become a plain product and the
 * operations after it, and memory is plain arrays.
 */
import { firstNonFinite } from '../finite.ts';
import { allocate } from '../tensor.ts';
import type { Kernels } from './kernels.ts';

type PlainKernels = Omit<Kernels, 'name' | 'affine' | 'affineRelu' | 'matmulNTRelu' | 'areFinite' | 'allocate'>;

export function completeKernels(name: string, plain: PlainKernels): Kernels {
  const { matmul, matmulNT, relu, reluGradient } = plain;
  const affine: Kernels['affine'] = (a, b, bias, out, rows, inner, columns) => {
    matmul(a, b, out, rows, inner, columns);
    for (let i = 0; i < rows * columns; i += columns) {
      for (let j = 0; j < columns; j++) out[i + j] = out[i + j]! + bias[j]!; // eq:dense.z
    }
  };
  return {
    ...plain,
    name,
    affine,
    affineRelu: (a, b, bias, out, rows, inner, columns) => {
      affine(a, b, bias, out, rows, inner, columns);
      relu(out, out);
    },
    matmulNTRelu: (a, b, x, dZ, rows, inner, columns) => {
      matmulNT(a, b, dZ, rows, inner, columns);
      reluGradient(x, dZ, dZ);
    },
    areFinite: (values) => firstNonFinite(values) === -1,
    allocate: (lengths) => lengths.map((length) => allocate(length, `[${length}]`)),
  };
}
