/**
 * What is known of the difference of one figure between two candidates: an estimate, how far off it may be, and what
 * follows from that.
 *
 * The true difference is taken to be distributed as centre + scale·T, T being Student's t. With a flat prior that is the
 * posterior of the Bayesian correlated t test (Corani & Benavoli 2015; Benavoli, Corani, Demšar & Zaffalon 2017, "Time for
 * a change", section 3.1), and its interval and its p-value are those of the t test.
 */
import type { Interval } from '../intervals/share-interval.ts';
import { studentQuantile, studentTail, twoSidedP } from '../resampling/student-t.ts';
import type { ComparedFigureName, FigureValues } from './compared-figures.ts';

/** How the true difference is distributed: centre + scale·T. */
export interface Estimate {
  /** The difference of the figures as they are, first − second. */
  readonly difference: number;
  /** The same, or drawn a little towards 0. */
  readonly centre: number;
  /** At least 0. */
  readonly scale: number;
  readonly degreesOfFreedom: number;
}

/** By name; null for a figure that one of the two doesn't have. */
export type Estimates = Readonly<Record<ComparedFigureName, Estimate | null>>;

/** Candidates that were measured on the same rows, or on the same folds. */
export interface MeasuredCandidates {
  /** The figures of each. */
  readonly values: readonly FigureValues[];
  /** Of candidate `first` minus candidate `second`, by their numbers from 0. */
  readonly estimates: (first: number, second: number) => Estimates;
}

/** The difference of a figure, of the first candidate minus the second. */
export interface Difference {
  readonly difference: number;
  /** Of 95 %. */
  readonly interval: Interval;
  /** The probability that the first is better by more than the rope, be it with a higher figure or with a lower one. */
  readonly better: number;
  /** The probability that they differ by no more than the rope. */
  readonly same: number;
  /** The probability that the first is worse by more than the rope. */
  readonly worse: number;
  /** Two-sided, for the hypothesis that they don't differ at all. */
  readonly pValue: number;
}

/**
 * @param sign 1 where a higher figure is better, −1 where a lower one is
 * @param rope the region of practical equivalence reaches from −rope to rope (Benavoli et al. 2017, section 3)
 */
export function judgeDifference(estimate: Estimate, sign: 1 | -1, rope: number): Difference {
  const { difference, centre, scale, degreesOfFreedom } = estimate;
  const advantage = sign * centre;
  /** P(centre + scale·T is further up than the centre by more than `distance`) */
  const tail = (distance: number) =>
    scale === 0 ? Number(distance < 0) : studentTail(distance / scale, degreesOfFreedom);
  const half = scale === 0 ? 0 : scale * studentQuantile(0.05, degreesOfFreedom);
  const [better, worse] = [tail(rope - advantage), tail(rope + advantage)];
  return {
    difference,
    interval: { low: centre - half, high: centre + half },
    better,
    same: Math.max(0, 1 - better - worse),
    worse,
    pValue: centre === 0 ? 1 : scale === 0 ? 0 : twoSidedP(centre / scale, degreesOfFreedom),
  };
}

/** Of two candidates that predict the same. */
export const NO_DIFFERENCE: Omit<Estimate, 'degreesOfFreedom'> = { difference: 0, centre: 0, scale: 0 };
