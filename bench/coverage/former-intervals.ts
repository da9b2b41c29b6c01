/**
 * The intervals that fail, beside which the table shows those of `evaluate`: the middle 95 % of the resamples, and those
 * of the calibration error that rows show as it is.
 */
import { averagePrecision, rocAuc } from '../../src/evaluation/curves.ts';
import { classificationScores } from '../../src/evaluation/classification-scores.ts';
import { bootstrap } from '../../src/evaluation/intervals/bootstrap.ts';
import type { Interval } from '../../src/evaluation/intervals/share-interval.ts';
import type { FigureName, Predictions } from '../../src/evaluation/judgement.ts';
import { cumulativeGain } from '../../src/evaluation/lift.ts';
import { countConfusions } from '../../src/evaluation/metrics.ts';
import { brierScore, logLoss } from '../../src/evaluation/probability-scores.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { reliabilityTable, type ReliabilityBin } from '../../src/evaluation/reliability.ts';
import type { Random } from '../../src/random.ts';

/** Σ |observed share − mean probability|·count / n (Guo et al. 2017, eq. 3): what is to be estimated, of all rows. */
export function plainCalibrationError(table: readonly ReliabilityBin[]): number {
  const rows = table.reduce((sum, { count }) => sum + count, 0);
  return table.reduce((sum, { count, meanProbability, observedShare }) => {
    return count === 0 ? sum : sum + (count / rows) * Math.abs(observedShare! - meanProbability!);
  }, 0);
}

/** Percentile bootstrap intervals (Efron 1979) of the figures that have no closed one. */
export function percentileIntervals(
  { predictions, probabilities }: Predictions,
  targets: Int32Array,
  classCount: number,
  random: Random,
): Partial<Record<FigureName, Interval>> {
  const positive = probabilities.filter((_, index) => index % classCount === 1);
  const ranking = classCount === 2 ? rankScores(positive) : null;
  const drawn = bootstrap({ rowCount: targets.length, random, resamples: 400 }, (counts) => {
    const scores = classificationScores(countConfusions(targets, predictions, classCount, counts));
    const { precision, recall, f1 } = classCount === 2 ? scores.perClass[1]! : scores.macro;
    const ranked = ranking && countRanks(ranking, targets, counts);
    return {
      balancedAccuracy: scores.balancedAccuracy,
      precision,
      recall,
      f1,
      rocAuc: ranked && rocAuc(ranked),
      averagePrecision: ranked && averagePrecision(ranked),
      logLoss: logLoss(targets, probabilities, classCount, counts),
      brierScore: brierScore(targets, probabilities, classCount, counts),
      calibrationError: ranked && plainCalibrationError(reliabilityTable(targets, positive, 10, counts)),
      capturedByTop10: ranked && cumulativeGain(ranked, 0.1),
      capturedByTop20: ranked && cumulativeGain(ranked, 0.2),
    };
  });
  return Object.fromEntries(
    Object.entries(drawn).flatMap(([name, values]) => {
      if (values === null) return [];
      const sorted = values.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
      return [[name, { low: at(0.025), high: at(0.975) }] as const];
    }),
  );
}
