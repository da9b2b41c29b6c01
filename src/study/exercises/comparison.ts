/**
 * Whether the numbers of a student's run are those that they should be: the rule, and the first place where it is broken.
 *
 * |got − expected| / max(|got|, |expected|, floor) ≤ 1e-5, the floor being 3 % of the array's largest number. An exercise
 * may be written in other words than glassnet's own code, in float64 or summed in another order; float32 has some seven
 * digits, and where terms of a sum cancel, small numbers beside large ones have fewer.
 */
export const LIMIT = 1e-5;
const FLOOR = 0.03;

/** An array of numbers that passed a tap. */
export interface Numbers {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export interface Difference {
  /** The places that differ, from 0, in order; there is at least one. */
  readonly wrong: readonly number[];
  /** At the first of them. */
  readonly expected: number;
  readonly got: number;
}

/** Undefined where all numbers agree. @param got of the same length */
export function differenceOf(expected: ArrayLike<number>, got: ArrayLike<number>): Difference | undefined {
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wrong: number[] = [];
  for (let i = 0; i < expected.length; i++) {
    if (!(relativeError(expected[i]!, got[i]!, FLOOR * largest) <= LIMIT)) wrong.push(i);
  }
  const index = wrong[0];
  if (index === undefined) return undefined;
  return { wrong, expected: expected[index]!, got: got[index]! };
}

/** NaN where one of both is not finite and they are not the same. */
export function relativeError(expected: number, got: number, floor: number): number {
  if (expected === got) return 0;
  const size = Math.max(Math.abs(expected), Math.abs(got), floor);
  return Math.abs(got - expected) / size;
}

/** As people count, from 1: `[2, 3]`. */
export function placeOf(index: number, shape: readonly number[]): string {
  const places: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    places.unshift((rest % length) + 1);
    rest = Math.floor(rest / length);
  }
  return `[${places.join(', ')}]`;
}
