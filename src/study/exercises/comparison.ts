/**
 * Whether the numbers of a student's run are those that they should be: the rule, and the first place where it is broken.
 *
 * |got − expected| / max(|got|, |expected|, floor) ≤ 1e-5, the floor being 3 % of the array's largest number, as in the
 * gradient check. An exercise may be written in other words than glassnet's own code, in float64 or summed in another
 * order; float32 has some seven digits, and where terms of a sum cancel, small numbers beside large ones have fewer.
 */
import { FLOAT32_RULE, relativeError } from '../gradcheck/rule.ts';

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
  const { pass, floorShare } = FLOAT32_RULE;
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wrong: number[] = [];
  for (let i = 0; i < expected.length; i++) {
    if (relativeError(got[i]!, expected[i]!, floorShare * largest) > pass) wrong.push(i);
  }
  const index = wrong[0];
  if (index === undefined) return undefined;
  return { wrong, expected: expected[index]!, got: got[index]! };
}
