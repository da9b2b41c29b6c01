/**
 * Metrics of predictions. Class numbers run from 0 to k−1.
 */
import { requireClasses, requireProperties, requireWhole } from '../argument-checks.ts';
import { rocAuc } from './curves.ts';
import { countRanks, rankScores, requireRows } from './ranking.ts';

/** The share of rows whose prediction is the target. */
export function accuracyScore(targets: Int32Array, predictions: Int32Array): number {
  requireSameLength('accuracyScore', targets, predictions);
  let correct = 0;
  for (let i = 0; i < targets.length; i++) if (targets[i] === predictions[i]) correct++;
  return correct / targets.length;
}

/**
 * matrix[target][prediction] counts rows, k × k.
 *
 * @param counts how often each row counts [n], as drawn by a bootstrap; once if left out
 * @throws RangeError for a class number that isn't in [0, classCount), or lists of different lengths.
 */
export function confusionMatrix(
  targets: Int32Array,
  predictions: Int32Array,
  classCount: number,
  counts?: ArrayLike<number>,
): number[][] {
  requireSameLength('confusionMatrix', targets, predictions);
  requireWhole('confusionMatrix', 'classCount', classCount, 1);
  requireClasses('confusionMatrix: targets', targets, classCount);
  requireClasses('confusionMatrix: predictions', predictions, classCount);
  if (counts !== undefined) requireRows('confusionMatrix', 'counts', counts, targets.length);
  return countConfusions(targets, predictions, classCount, counts);
}

/** As `confusionMatrix`, of class numbers that were checked: a bootstrap counts them a thousand times. */
export function countConfusions(
  targets: Int32Array,
  predictions: Int32Array,
  classCount: number,
  counts?: ArrayLike<number>,
): number[][] {
  const matrix = Array.from({ length: classCount }, () => Array.from({ length: classCount }, () => 0));
  for (let i = 0; i < targets.length; i++) matrix[targets[i]!]![predictions[i]!]! += counts?.[i] ?? 1;
  return matrix;
}

/**
 * Area under the ROC curve of unranked scores; see `rocAuc`. Null if one of the two classes is missing.
 *
 * @param positive 1 for positive rows, 0 for negative ones [n]
 * @param scores [n]
 */
export function rocAucScore(positive: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  requireSameLength('rocAucScore', positive, scores);
  requireClasses('rocAucScore: positive', positive, 2);
  return rocAuc(countRanks(rankScores(scores), positive));
}

function requireSameLength(metric: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
  for (const rows of [a, b]) requireProperties(metric, 'rows', rows, 'length');
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`${metric}: ${a.length} targets and ${b.length} predictions; as many of each, at least one`);
  }
}
