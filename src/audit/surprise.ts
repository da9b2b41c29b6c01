/**
 * How surprising a count, an area or an order would be by chance: bounds and normal approximations, all as natural
 * logarithms or standard deviations, because the probabilities themselves are far below the smallest float64.
 */

/** A finding that says "not by chance" needs a probability below this, over all rules tried (Bonferroni). */
export const CHANCE = 1e-6;

/** The same for a single comparison, in standard deviations: two-sided probability 6e-7. */
export const SURPRISING_Z = 5;

/**
 * ln of a bound on the probability that at least `hits` of `rows` independent rows hit, if each does with probability
 * `rate`: P ≤ exp(−n·KL(h/n ‖ p)) (Chernoff 1952; Hoeffding 1963, eq. 2.1). 0 if there are no more hits than expected.
 */
export function logChanceOfHits(hits: number, rows: number, rate: number): number {
  const share = hits / rows;
  if (!(share > rate)) return 0;
  const miss = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - rate));
  return -rows * (share * Math.log(share / rate) + miss);
}

/**
 * Standard deviation of an area if both classes are alike, without ties, which would reduce it (Mann & Whitney 1947).
 */
export function areaDeviation(positives: number, negatives: number): number {
  return Math.sqrt((positives + negatives + 1) / 12 / positives / negatives);
}

/**
 * ln of the probability that rows in random order are sorted by class: k! ∏ nₖ! / n!.
 */
export function logChanceOfSorted(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => sum + logFactorial(count), logFactorial(counts.length)) - logFactorial(total);
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
}
