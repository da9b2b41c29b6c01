/**
 * Tensors for tests: seeded data, shapes that no tile divides evenly, and a comparison by bits that fails closed.
 */
import type { Random } from '../../src/random.ts';
import { elementCount, Tensor } from '../../src/tensor/tensor.ts';

/** Below, at and above multiples of 4 and 8. */
export const AWKWARD_SIZES: readonly number[] = [1, 3, 4, 5, 7, 8, 9, 17];

/** All (rows, inner, columns) of awkward sizes that differ from each other, so that swapped dimensions show. */
export const AWKWARD_SHAPES: readonly (readonly [number, number, number])[] = AWKWARD_SIZES.flatMap((rows) =>
  AWKWARD_SIZES.flatMap((inner) =>
    AWKWARD_SIZES.filter((columns) => new Set([rows, inner, columns]).size === 3).map(
      (columns) => [rows, inner, columns] as const,
    ),
  ),
);

/** Uniform values in [−1, 1). */
export function randomTensor(random: Random, ...shape: number[]): Tensor {
  return new Tensor(
    Float32Array.from({ length: elementCount(shape) }, () => 2 * random.next() - 1),
    shape,
  );
}

/** The rows of a matrix as plain arrays. */
export function toRows(matrix: Tensor): number[][] {
  return Array.from({ length: matrix.rows }, (_, i) => [...matrix.slice(i, i + 1).data]);
}

/**
 * Throws unless both hold the same float32 numbers bit for bit, −0 and +0 apart. A NaN equals only a NaN, whichever
 * its payload: ECMAScript doesn't say which NaN is stored.
 */
export function expectSameBits(actual: Float32Array, expected: Float32Array, what: string): void {
  if (actual.length !== expected.length || expected.length === 0) {
    throw new Error(`${what}: ${actual.length} values, expected ${expected.length}, at least one`);
  }
  const [found, wanted] = [bitsOf(actual), bitsOf(expected)];
  for (let i = 0; i < wanted.length; i++) {
    if (Object.is(found[i], wanted[i])) continue;
    const [a, e] = [actual[i], expected[i]].map((value) => (Object.is(value, -0) ? '-0' : String(value)));
    throw new Error(`${what}[${i}] of ${wanted.length}: bits differ: ${a}, expected ${e}`);
  }
}

const CANONICAL_NAN = 0x7fc00000;

function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.slice().buffer).map((bits, i) => (Number.isNaN(values[i]) ? CANONICAL_NAN : bits));
}
