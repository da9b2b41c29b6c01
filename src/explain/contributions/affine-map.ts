/**
 * What a dense layer computes, z = x·W + b, in float64: explanations add up to more digits than float32 has.
 */

export interface AffineMap {
  /** d */
  readonly inputs: number;
  /** u */
  readonly units: number;
  /** W, row-major [d, u] */
  readonly kernel: Float64Array;
  /** b [u] */
  readonly bias: Float64Array;
}

/** Writes z [u] of one row x [d], which may be a rectified one: zeros cost nothing. */
export function applyMap({ units, kernel, bias }: AffineMap, x: ArrayLike<number>, z: Float64Array): void {
  z.set(bias);
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) addRow(x[i]!, kernel, i * units, z);
}

/** z = (x·first + b₁)·second + b₂ as one map. */
export function composed(first: AffineMap, second: AffineMap): AffineMap {
  const { inputs } = first;
  const { units } = second;
  const kernel = new Float64Array(inputs * units);
  for (let i = 0; i < inputs; i++) {
    const row = kernel.subarray(i * units, (i + 1) * units);
    for (let j = 0; j < first.units; j++) addRow(first.kernel[i * first.units + j]!, second.kernel, j * units, row);
  }
  const bias = new Float64Array(units);
  applyMap(second, first.bias, bias);
  return { inputs, units, kernel, bias };
}

/** z [u, 1] → Σ weights·z: one number of all. */
export function weighted({ inputs, units, kernel, bias }: AffineMap, weights: ArrayLike<number>): AffineMap {
  const sum = (values: Float64Array): number => values.reduce((total, value, j) => total + value * weights[j]!, 0);
  const rows = Float64Array.from({ length: inputs }, (_, i) => sum(kernel.subarray(i * units, (i + 1) * units)));
  return { inputs, units: 1, kernel: rows, bias: Float64Array.of(sum(bias)) };
}

/** out [u] += factor · kernel[start … start + u) */
export function addRow(factor: number, kernel: Float64Array, start: number, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j]! += factor * kernel[start + j]!;
}
