/**
 * The 95 % interval of a share: Agresti & Coull's (1998), with z in the place of their 2, as Brown, Cai & DasGupta 2001
 * write it. With ñ = n + z² and p̃ = (successes + z²/2)/ñ it is
 *
 *   p̃ ± z·√(p̃·(1 − p̃)/ñ)
 *
 * It contains Wilson's (1927), which has the same centre and covers some shares near 0 and 1 in as few as 84 of 100
 * samples of ten rows; this one covers any share in at least 92.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution, for two-sided intervals of 95 %. */
export const Z_95 = 1.959963984540054;

/**
 * The interval of successes / trials within [0, 1]: all of it without a trial. Neither count has to be whole.
 *
 * @param z how many standard errors it reaches to each side
 * @throws RangeError for fewer successes than none or more than trials.
 */
export function shareInterval(successes: number, trials: number, z = Z_95): Interval {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`shareInterval: ${successes} successes in ${trials} trials`);
  }
  const rows = trials + z * z;
  const centre = (successes + (z * z) / 2) / rows;
  const half = z * Math.sqrt((centre * (1 - centre)) / rows);
  // Without successes or failures the formula reaches beyond 0 or 1, but for rounding.
  const low = successes === 0 ? 0 : Math.max(centre - half, 0);
  return { low, high: successes === trials ? 1 : Math.min(centre + half, 1) };
}

/** A share, and how far it may be off. */
export interface UncertainShare {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * The interval of the mean of shares: each one's distance to its own limit, squared and added, as Newcombe 1998 (method
 * 10) and Zou & Donner 2008 (eq. 4) do for a difference and a sum. With k shares sᵢ and their limits lᵢ the lower end is
 *
 *   mean − √(Σᵢ Σⱼ ρᵢⱼ·(sᵢ − lᵢ)·(sⱼ − lⱼ)) / k
 *
 * @param correlation ρ of two different shares, by their places; 0 if left out
 */
export function meanInterval(
  shares: readonly UncertainShare[],
  correlation: (i: number, j: number) => number = () => 0,
): Interval {
  const k = shares.length;
  const mean = shares.reduce((sum, { value }) => sum + value, 0) / k;
  const reach = (distances: readonly number[]): number => {
    let sum = 0;
    for (const [i, one] of distances.entries()) {
      for (const [j, other] of distances.entries()) sum += (i === j ? 1 : correlation(i, j)) * one * other;
    }
    return Math.sqrt(Math.max(sum, 0)) / k;
  };
  return {
    low: mean - reach(shares.map(({ value, interval }) => value - interval.low)),
    high: mean + reach(shares.map(({ value, interval }) => interval.high - value)),
  };
}
