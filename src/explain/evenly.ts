/**
 * A systematic sample: so many of n places in an order, as far from each other as can be. Of rows in the order of the
 * model's answers it has their distribution, so that a mean over it is nearly that over all of them.
 */
export function evenly(n: number, most: number): number[] {
  const count = Math.min(n, most);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * n) / count));
}
