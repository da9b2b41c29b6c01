/**
 * A systematic sample: so many of n places in an order, as far from each other as can be. Of rows in the order of the
 * model's answers it has their distribution, so that a mean over it is nearly that over all of them: partial dependence
 * for data/audiobooks.csv over 100 of 1,408 rows is off by 0.006 (root mean square), over 100 drawn ones by 0.026.
 */
export function evenly(n: number, most: number): number[] {
  const count = Math.min(n, most);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * n) / count));
}
