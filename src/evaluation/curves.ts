/**
 * ROC and precision–recall curves of a ranking, and the figures that summarise them. A row is called positive if its
 * score ≥ the threshold. Rows of equal score pass a threshold together, so each distinct score is one point.
 */
import type { RankedCounts } from './ranking.ts';

export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * Points from (0, 0) at threshold Infinity to (1, 1) at the lowest score: scikit-learn's roc_curve with
 * drop_intermediate=False. Null if one of the two classes is missing.
 */
export function rocCurve(ranked: RankedCounts): RocPoint[] | null {
  const { rowCount, positiveCount } = ranked;
  const negativeCount = rowCount - positiveCount;
  if (positiveCount === 0 || negativeCount === 0) return null;
  const points = Array.from(thresholds(ranked), ({ threshold, called, found }) => ({
    threshold,
    falsePositiveRate: (called - found) / negativeCount,
    truePositiveRate: found / positiveCount,
  }));
  return [{ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 }, ...points];
}

/**
 * Points from recall 0 with precision 1, by convention, at threshold Infinity to recall 1 at the lowest score:
 * scikit-learn's precision_recall_curve, in reverse order. Null if there is no positive row.
 */
export function precisionRecallCurve(ranked: RankedCounts): PrecisionRecallPoint[] | null {
  const { positiveCount } = ranked;
  if (positiveCount === 0) return null;
  const points = Array.from(thresholds(ranked), ({ threshold, called, found }) => ({
    threshold,
    precision: found / called,
    recall: found / positiveCount,
  }));
  return [{ threshold: Infinity, precision: 1, recall: 0 }, ...points];
}

/** For each distinct score: the number of rows called positive at that threshold, and how many of them are positive. */
function* thresholds({ scores, rows, positives }: RankedCounts) {
  let [called, found] = [0, 0];
  for (const [group, threshold] of scores.entries()) {
    if (rows[group] === 0) continue;
    called += rows[group]!;
    found += positives[group]!;
    yield { threshold, called, found };
  }
}

/**
 * Area under the ROC curve: the share of (positive, negative) pairs in which the positive row scores higher, ties
 * counting half (Mann & Whitney 1947). The trapezoidal area is the same. Null if one of the two classes is missing.
 */
export function rocAuc({ rows, positives }: RankedCounts): number | null {
  return areaOfCounts(positives, rows, true);
}

/**
 * The same from the counts of each distinct score, in rising order, or in falling order if `falls`. Pairs count as
 * whole or half numbers, so up to 2^53 of them the area is rounded only once.
 *
 * @param positives rows of the positive class [g]
 * @param rows all rows [g]
 */
export function areaOfCounts(positives: Int32Array, rows: Int32Array, falls = false): number | null {
  let [positiveCount, negativeCount, pairs] = [0, 0, 0];
  for (let group = 0; group < rows.length; group++) {
    const negatives = rows[group]! - positives[group]!;
    // Pairs with the negatives before: won if scores rise, lost if they fall.
    pairs += positives[group]! * (negativeCount + negatives / 2);
    positiveCount += positives[group]!;
    negativeCount += negatives;
  }
  if (positiveCount === 0 || negativeCount === 0) return null;
  const allPairs = positiveCount * negativeCount;
  return (falls ? allPairs - pairs : pairs) / allPairs;
}

/**
 * Average precision: Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the points of the precision–recall curve, which is the area under its steps
 * and scikit-learn's average_precision_score. Trapezoids would be too optimistic, because precision is not linear
 * between two points (Davis & Goadrich 2006). Null if there is no positive row; scikit-learn returns 0.
 */
export function averagePrecision({ rows, positives, positiveCount }: RankedCounts): number | null {
  if (positiveCount === 0) return null;
  let called = 0;
  let found = 0;
  let sum = 0;
  for (let group = 0; group < rows.length; group++) {
    called += rows[group]!;
    found += positives[group]!;
    if (positives[group]! > 0) sum += positives[group]! * (found / called);
  }
  return sum / positiveCount;
}
