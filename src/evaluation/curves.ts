/**
 * ROC and precision–recall curves of a ranking, and the figures that sum them up. Rows of equal score pass a threshold
 * together, so each distinct score is one point; a row is called positive when its score ≥ the threshold.
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
 * drop_intermediate=False. Null when one of the two classes is missing.
 */
export function rocCurve({ scores, rows, positives, rowCount, positiveCount }: RankedCounts): RocPoint[] | null {
  const negativeCount = rowCount - positiveCount;
  if (positiveCount === 0 || negativeCount === 0) return null;
  const points: RocPoint[] = [{ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 }];
  let called = 0;
  let found = 0;
  for (let group = 0; group < scores.length; group++) {
    if (rows[group] === 0) continue;
    called += rows[group]!;
    found += positives[group]!;
    points.push({
      threshold: scores[group]!,
      falsePositiveRate: (called - found) / negativeCount,
      truePositiveRate: found / positiveCount,
    });
  }
  return points;
}

/**
 * Points from recall 0 with precision 1, by convention, at threshold Infinity to recall 1 at the lowest score:
 * scikit-learn's precision_recall_curve, which lists them the other way round. Null when there is no positive row.
 */
export function precisionRecallCurve(ranked: RankedCounts): PrecisionRecallPoint[] | null {
  const { scores, rows, positives, positiveCount } = ranked;
  if (positiveCount === 0) return null;
  const points: PrecisionRecallPoint[] = [{ threshold: Infinity, precision: 1, recall: 0 }];
  let called = 0;
  let found = 0;
  for (let group = 0; group < scores.length; group++) {
    if (rows[group] === 0) continue;
    called += rows[group]!;
    found += positives[group]!;
    points.push({ threshold: scores[group]!, precision: found / called, recall: found / positiveCount });
  }
  return points;
}

/**
 * Area under the ROC curve: the share of (positive, negative) pairs in which the positive row scores higher, ties
 * counting half (Mann & Whitney 1947), which is also the area by trapezoids. The same number as `rocAucScore`, without
 * its sort. Null when one of the two classes is missing.
 */
export function rocAuc({ rows, positives, rowCount, positiveCount }: RankedCounts): number | null {
  const negativeCount = rowCount - positiveCount;
  if (positiveCount === 0 || negativeCount === 0) return null;
  let pairsWon = 0;
  let negativesBelow = negativeCount;
  for (let group = 0; group < rows.length; group++) {
    const negatives = rows[group]! - positives[group]!;
    negativesBelow -= negatives;
    pairsWon += positives[group]! * (negativesBelow + negatives / 2);
  }
  return pairsWon / (positiveCount * negativeCount);
}

/**
 * Average precision: Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the points of the precision–recall curve, the area under its steps and
 * scikit-learn's average_precision_score. The trapezoids not taken here promise too much: between two points precision
 * does not run straight (Davis & Goadrich 2006). Null when there is no positive row, where scikit-learn says 0.
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
