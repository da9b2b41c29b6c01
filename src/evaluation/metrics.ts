/**
 * How good predictions are. Class numbers run from 0 to k−1.
 */

/** The share of rows whose prediction is the target. */
export function accuracyScore(targets: Int32Array, predictions: Int32Array): number {
  requireSameLength('accuracyScore', targets, predictions);
  let correct = 0;
  for (let i = 0; i < targets.length; i++) if (targets[i] === predictions[i]) correct++;
  return correct / targets.length;
}

/** matrix[target][prediction] counts rows, k × k. */
export function confusionMatrix(targets: Int32Array, predictions: Int32Array, classCount: number): number[][] {
  requireSameLength('confusionMatrix', targets, predictions);
  const matrix = Array.from({ length: classCount }, () => Array.from({ length: classCount }, () => 0));
  for (let i = 0; i < targets.length; i++) matrix[targets[i]!]![predictions[i]!]!++;
  return matrix;
}

/**
 * Area under the ROC curve: the probability that a random positive row scores above a random negative one, ties
 * counting half (Mann & Whitney 1947; Hanley & McNeil 1982). Null when one of the two kinds is missing.
 *
 * @param positive 1 for positive rows, 0 for negative ones [n]
 * @param scores [n]
 */
export function rocAucScore(positive: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  requireSameLength('rocAucScore', positive, scores);
  const order = Int32Array.from({ length: scores.length }, (_, i) => i).toSorted((i, j) => scores[i]! - scores[j]!);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    const meanRank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) {
      if (positive[order[i]!] !== 1) continue;
      positives++;
      rankSum += meanRank;
    }
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function requireSameLength(metric: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`${metric}: ${a.length} targets and ${b.length} predictions; as many of each, at least one`);
  }
}
