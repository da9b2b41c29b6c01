/**
 * The gradients of the real network beside central differences of the float64 reference, a few places of each tensor.
 */
import type { Random } from '../../random.ts';
import { differences, type Place } from '../reference/numeric-gradients.ts';
import type { Matrix, Objective, ReferenceLayer } from '../reference/network.ts';
import { checkRow, indicesOf, largestOf, type CheckRow } from './check-row.ts';
import { drawPlaces } from './places.ts';
import { floorOf, type Rule } from './rule.ts';

/** A gradient, and which tensor of the reference it is of. */
export interface AnalyticGradient {
  /** As taps call it: `dW1`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  readonly of: Omit<Place, 'position'>;
}

export interface Sampling {
  /** Places of each tensor. */
  readonly perTensor: number;
  readonly random: Random;
  readonly rule: Rule;
}

/** At most so many places are tried for each that is to be compared: where all are kinks, more don't help. */
const TRIES = 3;

export function gradientRows(
  gradients: readonly AnalyticGradient[],
  [layers, x, objective]: readonly [readonly ReferenceLayer[], Matrix, Objective],
  { perTensor, random, rule }: Sampling,
): CheckRow[] {
  const difference = differences(layers, x, objective);
  return gradients.map(({ name, shape, values, of }) => {
    const places: number[] = [];
    const numeric: number[] = [];
    let [kinks, loss] = [0, 0];
    for (const index of drawPlaces(values, random)) {
      if (places.length === perTensor || places.length + kinks === TRIES * perTensor) break;
      const { slope, isKink, above } = difference({ ...of, position: indicesOf(index, shape) }, rule.h);
      loss = Math.max(loss, above);
      if (isKink) {
        kinks++;
        continue;
      }
      places.push(index);
      numeric.push(slope);
    }
    return checkRow(
      {
        tensor: name,
        shape,
        places,
        analytic: places.map((index) => values[index]!),
        numeric,
        kinks,
        // Only of the reference's numbers: a wrong gradient can't raise the floor that it is measured against.
        floor: floorOf(largestOf(numeric), loss, rule),
      },
      rule,
    );
  });
}
