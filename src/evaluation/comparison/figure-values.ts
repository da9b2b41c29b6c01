/**
 * What the compared figures of one candidate are.
 */
import { classificationScores } from '../classification-scores.ts';
import type { Predictions } from '../judgement.ts';
import { countConfusions } from '../metrics.ts';
import { brierScore, logLoss } from '../probability-scores.ts';
import type { FigureValues } from './compared-figures.ts';
import { RankedPredictions } from './ranking-figures.ts';

/** @param targets class numbers [n], in [0, classCount) */
export function figureValues(
  { predictions, probabilities }: Predictions,
  targets: Int32Array,
  classCount: number,
): FigureValues {
  const { accuracy, balancedAccuracy } = classificationScores(countConfusions(targets, predictions, classCount));
  return {
    logLoss: logLoss(targets, probabilities, classCount),
    brierScore: brierScore(targets, probabilities, classCount),
    accuracy,
    balancedAccuracy,
    ...new RankedPredictions(probabilities, targets, classCount).figures(),
  };
}
