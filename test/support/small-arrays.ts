/**
 * Arrays as `prepare` writes them, small and without a CSV file.
 */
import { encodeNpz } from '../../src/formats/arrays/npz.ts';

/** 60 rows of three numbers, and which of them have a first number above 0. */
export function smallArrays(): Uint8Array {
  const inputs = Float32Array.from({ length: 180 }, (_, i) => Math.sin(i));
  const targets = BigInt64Array.from({ length: 60 }, (_, row) => (inputs[row * 3]! > 0 ? 1n : 0n));
  return encodeNpz([
    ['inputs', { dtype: '<f4', shape: [60, 3], data: inputs }],
    ['targets', { dtype: '<i8', shape: [60], data: targets }],
  ]);
}
