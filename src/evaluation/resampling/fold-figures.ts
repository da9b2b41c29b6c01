/**
 * The figures of one fold, from its targets and probabilities alone: whoever has out-of-fold predictions can compute them
 * again, to the bit.
 */
import { requireClasses } from '../../argument-checks.ts';
import { classificationScores } from '../classification-scores.ts';
import { averagePrecision, rocAuc } from '../curves.ts';
import { cumulativeGain } from '../lift.ts';
import { countConfusions } from '../metrics.ts';
import { brierScore, logLoss } from '../probability-scores.ts';
import { countRanks, rankScores, type RankedCounts } from '../ranking.ts';

/**
 * Each figure with its range. Precision, recall and F1 are those of class 1 of two, or means over the classes that occur;
 * the ROC AUC of more than two classes is the mean over the classes that have rows, each against the others.
 */
export const FOLD_FIGURES = {
  accuracy: [0, 1],
  balancedAccuracy: [0, 1],
  precision: [0, 1],
  recall: [0, 1],
  f1: [0, 1],
  rocAuc: [0, 1],
  averagePrecision: [0, 1],
  capturedByTop10: [0, 1],
  logLoss: [0, Infinity],
  brierScore: [0, 2],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;

export type FoldFigureName = keyof typeof FOLD_FIGURES;
export const FOLD_FIGURE_NAMES = Object.keys(FOLD_FIGURES) as FoldFigureName[];

/** Null for a figure without meaning: of a ranking, where the fold lacks a class; of the top, for more than two classes. */
export type FoldFigures = Readonly<Record<FoldFigureName, number | null>>;

/**
 * The prediction for a row is the class with the largest probability, the first of equal ones.
 *
 * @param targets class numbers in [0, classCount) [n]
 * @param probabilities row-major [n, k]
 */
export function foldFigures(targets: Int32Array, probabilities: Float64Array, classCount: number): FoldFigures {
  requireClasses('foldFigures: targets', targets, classCount);
  const predictions = targets.map((_, row) => {
    const ofRow = probabilities.subarray(row * classCount, (row + 1) * classCount);
    return ofRow.indexOf(Math.max(...ofRow));
  });
  const scores = classificationScores(countConfusions(targets, predictions, classCount));
  const { precision, recall, f1 } = classCount === 2 ? scores.perClass[1]! : scores.macro;
  const ranked = Array.from({ length: classCount }, (_, label) => rankedBy(targets, probabilities, classCount, label));
  const ofTwo = classCount === 2 ? ranked[1]! : null;
  return {
    accuracy: scores.accuracy,
    balancedAccuracy: scores.balancedAccuracy,
    precision,
    recall,
    f1,
    rocAuc: ofTwo === null ? meanAuc(ranked) : rocAuc(ofTwo),
    averagePrecision: ofTwo && averagePrecision(ofTwo),
    capturedByTop10: ofTwo && cumulativeGain(ofTwo, 0.1),
    logLoss: logLoss(targets, probabilities, classCount),
    brierScore: brierScore(targets, probabilities, classCount),
  };
}

/** The rows ranked by the probability of one class, which counts as positive. */
function rankedBy(targets: Int32Array, probabilities: Float64Array, classCount: number, label: number): RankedCounts {
  const scores = probabilities.filter((_, place) => place % classCount === label);
  return countRanks(
    rankScores(scores),
    targets.map((target) => Number(target === label)),
  );
}

function meanAuc(ranked: readonly RankedCounts[]): number | null {
  const areas = ranked.map(rocAuc).filter((area) => area !== null);
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
}
