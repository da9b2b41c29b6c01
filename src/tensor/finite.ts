/**
 * Where a NaN or an Infinity stands among numbers.
 */

/** The index of the first NaN or Infinity, or −1. */
export function firstNonFinite(values: Float32Array | Float64Array): number {
  // x − x is 0 for every finite number and NaN for the others.
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return i;
  return -1;
}
