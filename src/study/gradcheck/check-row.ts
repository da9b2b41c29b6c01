/**
 * One line of the check: a tensor of the network beside what the reference has for it.
 */
import { relativeError, roundedUp, verdictOf, type Rule, type Verdict } from './rule.ts';

export interface CheckRow {
  /** What is compared: `dW1`, `dX`, `loss`, `W1'`. */
  readonly tensor: string;
  readonly shape: readonly number[];
  /** Numbers compared, and numbers left out at a kink. */
  readonly checked: number;
  readonly kinks: number;
  /** What smaller numbers are measured against. */
  readonly floor: number;
  /** Relative errors, rounded up to two digits; null if nothing was compared. */
  readonly median: number | null;
  readonly largest: number | null;
  readonly worst: ComparedNumber | null;
  readonly verdict: Verdict;
}

export interface ComparedNumber {
  /** From 1: [i, j] of a matrix, [j] of a bias, [] of a single number. */
  readonly position: readonly number[];
  /** The network's. */
  readonly analytic: number;
  /** The reference's. */
  readonly numeric: number;
}

/** Numbers of a tensor, one of the network and one of the reference for each place. */
export interface Comparison {
  readonly tensor: string;
  readonly shape: readonly number[];
  /** Row-major, from 0. */
  readonly places: readonly number[];
  readonly analytic: readonly number[];
  readonly numeric: readonly number[];
  readonly kinks?: number;
  readonly floor: number;
}

export function checkRow(comparison: Comparison, rule: Rule): CheckRow {
  const { tensor, shape, places, analytic, numeric, kinks = 0, floor } = comparison;
  const errors = places.map((_, at) => relativeError(analytic[at]!, numeric[at]!, floor));
  const sorted = errors.toSorted((a, b) => a - b);
  const greatest = sorted.at(-1);
  const largest = greatest === undefined ? null : roundedUp(greatest);
  const at = greatest === undefined ? -1 : errors.indexOf(greatest);
  return {
    tensor,
    shape,
    checked: places.length,
    kinks,
    floor,
    median: largest === null ? null : roundedUp(sorted[Math.floor((sorted.length - 1) / 2)]!),
    largest,
    worst:
      at === -1 ? null : { position: positionOf(places[at]!, shape), analytic: analytic[at]!, numeric: numeric[at]! },
    verdict: verdictOf(largest, rule),
  };
}

/** Where element `index` of a row-major tensor stands, from 1. */
export function positionOf(index: number, shape: readonly number[]): number[] {
  return indicesOf(index, shape).map((place) => place + 1);
}

/** The same from 0. */
export function indicesOf(index: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position;
}

/** The largest size of the numbers, those that are not finite left out. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}
