/**
 * Draws from tables. Only + - * / touch a number here, never `Math.exp` or `Math.log`, whose last bit ECMAScript
 * leaves open: the same seed gives the same bytes on every machine.
 */
import type { Random } from '../src/random.ts';

export function happens(random: Random, chance: number): boolean {
  return random.next() < chance;
}

/** An index of `weights` (whole numbers), drawn in proportion to them. */
export function drawIndex(random: Random, weights: readonly number[]): number {
  let ticket = random.integer(weights.reduce((sum, weight) => sum + weight, 0));
  return weights.findIndex((weight) => (ticket -= weight) < 0);
}

/** The cumulative chances at which every quantile table of this folder is given. */
const QUANTILE_CHANCES = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1] as const;

/** A draw from the distribution whose quantiles are given, by linear interpolation (inversion method). */
export function drawQuantile(random: Random, quantiles: readonly number[]): number {
  const chance = random.next();
  const above = QUANTILE_CHANCES.findIndex((bound) => chance < bound);
  const [fromChance, toChance] = [QUANTILE_CHANCES[above - 1]!, QUANTILE_CHANCES[above]!];
  const [from, to] = [quantiles[above - 1]!, quantiles[above]!];
  return from + ((chance - fromChance) / (toChance - fromChance)) * (to - from);
}
