/**
 * Holm's adjustment of p-values (Holm 1979, "A simple sequentially rejective multiple test procedure"): among m tests the
 * chance of even one false finding stays below the level, whatever their dependence.
 */

/**
 * The i-th smallest p-value, from 1, times (m − i + 1), at least as large as the one before it and at most 1.
 *
 * @returns in the order given
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).toSorted((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.slice();
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, pValues[index]! * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
