/**
 * Finds a NaN or an Infinity among numbers.
 */

/** The index of the first NaN or Infinity, or −1. */
export function firstNonFinite(values: Float32Array | Float64Array): number {
  // x − x is 0 for every finite number, else NaN.
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return i;
  return -1;
}
