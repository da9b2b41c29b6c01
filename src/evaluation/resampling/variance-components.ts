/**
 * How much of the spread of figures comes from groups, and how much from what differs within them: the variance components
 * of a one-way layout with random effects, by analysis of variance (Searle, Casella & McCulloch 1992, section 3.6).
 *
 *   σ²_within = MSW,   σ²_between = (MSB − MSW)/n₀,   n₀ = (N − Σnᵢ²/N)/(a − 1)
 *
 * for a groups of nᵢ figures, N together; a negative estimate counts as 0. The interval of the share of σ²_between follows
 * from MSB/MSW, which is F of a − 1 and N − a degrees of freedom times (σ²_within + n₀·σ²_between)/σ²_within if figures are
 * normal and groups of one size.
 */
import { requireArgument } from '../../argument-checks.ts';
import type { Interval } from '../intervals/share-interval.ts';
import { mean } from './corrected-t.ts';
import { quantileF } from './student-t.ts';

export interface VarianceComponents {
  readonly between: number;
  readonly within: number;
  /** between / (between + within); null where all figures are alike. */
  readonly share: number | null;
  /** 95 %; null where groups differ less than chance alone would make them, which fits no share. */
  readonly shareInterval: Interval | null;
}

/** @param groups figures of each group, at least 2 groups and more figures than groups */
export function varianceComponents(groups: readonly (readonly number[])[]): VarianceComponents {
  const all = groups.flat();
  const [a, n] = [groups.length, all.length];
  const holds = a >= 2 && n > a && groups.every((group) => group.length > 0) && all.every(Number.isFinite);
  requireArgument(holds, 'varianceComponents', 'groups', groups, 'two groups of finite numbers, one with two');
  const centre = mean(all);
  const sumWithin = sum(groups.map((group) => squares(group, mean(group))));
  const sumBetween = sum(groups.map((group) => group.length * (mean(group) - centre) ** 2));
  const [meanWithin, meanBetween] = [sumWithin / (n - a), sumBetween / (a - 1)];
  const size = (n - sum(groups.map(({ length }) => length * length)) / n) / (a - 1);
  const between = Math.max(0, (meanBetween - meanWithin) / size);
  const total = between + meanWithin;
  if (total === 0) return { between, within: 0, share: null, shareInterval: null };
  const end = (probability: number) => shareOf(meanBetween, meanWithin * quantileF(probability, a - 1, n - a), size);
  const [low, high] = [end(0.025), end(0.975)];
  const shareInterval = high < 0 ? null : { low: Math.max(0, low), high };
  return { between, within: meanWithin, share: between / total, shareInterval };
}

/** The share at which MSB/MSW would be at this quantile, MSW being multiplied by it. */
function shareOf(meanBetween: number, meanWithin: number, size: number): number {
  const excess = meanBetween - meanWithin;
  return excess / (excess + size * meanWithin);
}

function squares(values: readonly number[], centre: number): number {
  return sum(values.map((value) => (value - centre) ** 2));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
