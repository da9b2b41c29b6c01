/**
 * Differences over one set of rows: of two models as they are, on rows like these. Every estimate is paired: a row that is
 * hard for both says nothing about which is better.
 *
 * - Log loss and Brier score are means over the rows: the paired t of what each row adds (Student 1908).
 * - Accuracy is a share of the rows: Bonett & Price (2012, "Adjusted Wald confidence interval for a difference of binomial
 *   proportions based on paired data"), who add a row that only the first has right and one that only the second has.
 *   Without the two, an interval from few disagreements covers in 4 of 10 cases. Balanced accuracy is the mean over the
 *   classes.
 * - Figures of a ranking: the standard deviation of the difference over bootstrap resamples, in each of which both
 *   candidates have the same rows (Efron 1979).
 */
import type { Random } from '../../random.ts';
import { resampledCounts } from '../intervals/bootstrap.ts';
import { affordableResamples, type Predictions } from '../judgement.ts';
import { brierScores, logLosses } from '../probability-scores.ts';
import { mean, variance } from '../resampling/corrected-t.ts';
import type { FigureValues } from './compared-figures.ts';
import type { Estimate, Estimates, MeasuredCandidates } from './difference.ts';
import { figureValues } from './figure-values.ts';
import { RANKING_NAMES, RankedPredictions, type RankingFigures } from './ranking-figures.ts';

/** What a candidate's rows say, computed once for all pairs. */
interface MeasuredRows {
  readonly values: FigureValues;
  /** What each row adds [n]. */
  readonly logLosses: Float64Array;
  readonly brierScores: Float64Array;
  /** 1 where the predicted class is the target, else 0 [n]. */
  readonly hits: Float64Array;
  /** The figures of each resample. */
  readonly resampled: readonly RankingFigures[];
}

/**
 * @param targets class numbers [n], in [0, classCount)
 * @param random draws the resamples
 */
export function measureRows(
  candidates: readonly Predictions[],
  targets: Int32Array,
  classCount: number,
  random: Random,
): MeasuredCandidates {
  const resampled = resampleRankings(candidates, targets, classCount, random);
  const measured = candidates.map((one, index): MeasuredRows => {
    const { predictions, probabilities } = one;
    return {
      values: figureValues(one, targets, classCount),
      logLosses: logLosses(targets, probabilities, classCount),
      brierScores: brierScores(targets, probabilities, classCount),
      hits: Float64Array.from(targets, (target, row) => Number(predictions[row] === target)),
      resampled: resampled[index]!,
    };
  });
  return {
    values: measured.map(({ values }) => values),
    estimates: (first, second) => pairEstimates(measured[first]!, measured[second]!, targets, classCount),
  };
}

function pairEstimates(first: MeasuredRows, second: MeasuredRows, targets: Int32Array, classCount: number): Estimates {
  const degreesOfFreedom = targets.length - 1;
  const ofMean = (a: Float64Array, b: Float64Array): Estimate => {
    const { centre, scale } = pairedMean(a, b);
    return { difference: centre, centre, scale, degreesOfFreedom };
  };
  const ofShare = (name: 'accuracy' | 'balancedAccuracy', parts: readonly Int8Array[]): Estimate => {
    const difference = first.values[name]! - second.values[name]!;
    return { difference, ...pairedShare(parts), degreesOfFreedom };
  };
  const ofRanking = (name: keyof RankingFigures): Estimate | null => {
    const [a, b] = [first.values[name], second.values[name]];
    const scale = pairedDeviation(first.resampled, second.resampled, name);
    if (a === null || b === null || scale === null) return null;
    return { difference: a - b, centre: a - b, scale, degreesOfFreedom };
  };
  const changes = Int8Array.from(targets, (_, row) => first.hits[row]! - second.hits[row]!);
  const ofClass = (label: number) => changes.filter((_, row) => targets[row] === label);
  const classes = Array.from({ length: classCount }, (_, label) => ofClass(label));
  const rankings = RANKING_NAMES.map((name) => [name, ofRanking(name)] as const);
  return {
    logLoss: ofMean(first.logLosses, second.logLosses),
    brierScore: ofMean(first.brierScores, second.brierScores),
    accuracy: ofShare('accuracy', [changes]),
    balancedAccuracy: ofShare(
      'balancedAccuracy',
      classes.filter(({ length }) => length > 0),
    ),
    ...(Object.fromEntries(rankings) as Record<keyof RankingFigures, Estimate | null>),
  };
}

/** The mean difference of what each row adds, and its standard error s/√n. */
function pairedMean(first: Float64Array, second: Float64Array): Pick<Estimate, 'centre' | 'scale'> {
  const differences = Array.from(first, (value, row) => value - second[row]!);
  return { centre: mean(differences), scale: Math.sqrt(variance(differences) / differences.length) };
}

/**
 * The difference of two shares of right rows, averaged over parts of the rows.
 *
 * @param parts for each row 1 where only the first is right, −1 where only the second is, else 0
 */
function pairedShare(parts: readonly Int8Array[]): Pick<Estimate, 'centre' | 'scale'> {
  const adjusted = parts.map((changes) => {
    const n = changes.length + 2;
    const disagreements = changes.reduce((sum, change) => sum + Math.abs(change), 2);
    const centre = changes.reduce((sum, change) => sum + change, 0) / n;
    return { centre, variance: (disagreements / n - centre * centre) / n };
  });
  return {
    centre: mean(adjusted.map(({ centre }) => centre)),
    scale: Math.sqrt(mean(adjusted.map((part) => part.variance)) / parts.length),
  };
}

/** The standard deviation of a figure's difference over the resamples; null where most of them have none. */
function pairedDeviation(
  first: readonly RankingFigures[],
  second: readonly RankingFigures[],
  name: keyof RankingFigures,
): number | null {
  const differences = first.flatMap((figures, resample) => {
    const [a, b] = [figures[name], second[resample]![name]];
    return a === null || b === null ? [] : [a - b];
  });
  return differences.length * 2 <= first.length ? null : Math.sqrt(variance(differences));
}

/** The figures of each candidate in each of the same resamples. */
function resampleRankings(
  candidates: readonly Predictions[],
  targets: Int32Array,
  classCount: number,
  random: Random,
): RankingFigures[][] {
  const ranked = candidates.map(({ probabilities }) => new RankedPredictions(probabilities, targets, classCount));
  const resampled = candidates.map((): RankingFigures[] => []);
  const count = affordableResamples(targets.length);
  for (const counts of resampledCounts(targets.length, count, random)) {
    for (const [index, one] of ranked.entries()) resampled[index]!.push(one.figures(counts));
  }
  return resampled;
}
