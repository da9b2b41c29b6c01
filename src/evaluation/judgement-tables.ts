/**
 * The tables of a judgement: the scores of each class and, for two classes, the curves, the reliability of the
 * probabilities and the gain at each percentile. Intervals are 95 % intervals.
 */
import { precisionRecallCurve, rocCurve, type PrecisionRecallPoint, type RocPoint } from './curves.ts';
import {
  bootstrapList,
  resampled,
  type Resampled,
  type ResampledValues,
  type Resampling,
} from './intervals/bootstrap.ts';
import { resampledGainInterval, standardErrors } from './intervals/resampled-figures.ts';
import { uncertainScores } from './intervals/score-intervals.ts';
import { shareInterval, type Interval } from './intervals/share-interval.ts';
import { cumulativeGains, liftTable, PERCENTILES, type LiftRow } from './lift.ts';
import { countConfusions } from './metrics.ts';
import { countRanks, rankScores, type RankedCounts } from './ranking.ts';
import { reliabilityTable, type ReliabilityBin } from './reliability.ts';
import type { Random } from '../random.ts';
import { affordableResamples, resampledJudgement, type Predictions, type Figure, type Judgement } from './judgement.ts';

interface JudgedClass extends Readonly<Record<'precision' | 'recall' | 'f1', Figure>> {
  readonly name: string;
  /** Number of rows of this class. */
  readonly rows: number;
}

export interface JudgedBin extends ReliabilityBin {
  /** The interval of the observed share; null for an empty bin. */
  readonly interval: Interval | null;
}

export interface JudgedGain extends LiftRow {
  /** The interval of the gain. */
  readonly interval: Interval | null;
}

export interface JudgementTables {
  readonly perClass: readonly JudgedClass[];
  /** 10 bins of the probability of class 1. */
  readonly reliability: readonly JudgedBin[] | null;
  /** At 1 %, 2 % … 100 % of the rows; null if no row is of class 1. */
  readonly gain: readonly JudgedGain[] | null;
  /** Null if all rows are of one class. */
  readonly roc: readonly RocPoint[] | null;
  /** Null if no row is of class 1. */
  readonly precisionRecall: readonly PrecisionRecallPoint[] | null;
}

/**
 * The tables of one classifier's predictions. Tables for two classes are null if there are more.
 *
 * @param targets class numbers [n]
 * @param classes names [k]
 * @param random draws the resamples; with the same seed as for `judge`, the intervals are those of `judge`
 */
export function tabulateJudgement(
  predictions: Predictions,
  targets: Int32Array,
  classes: readonly string[],
  random: Random,
  resamples = affordableResamples(targets.length),
): JudgementTables {
  const { statistics, result } = resampledTables(predictions, targets, classes);
  return result(bootstrapList(resampled({ rowCount: targets.length, random, resamples }), statistics));
}

/**
 * The results of `judge` and, for the first candidate, `tabulateJudgement`, from the same resamples, each drawn once.
 */
export function judgeAndTabulate(
  candidates: readonly [Predictions, ...Predictions[]],
  targets: Int32Array,
  classes: readonly string[],
  shares: readonly number[],
  random: Random,
): { judgements: Judgement[]; tables: JudgementTables } {
  const options = { rowCount: targets.length, random, resamples: affordableResamples(targets.length) };
  return judgeAndTabulateOn(resampled(options), candidates, targets, classes, shares);
}

/** The same on resamples that are there. */
export function judgeAndTabulateOn(
  resampling: Resampling,
  candidates: readonly [Predictions, ...Predictions[]],
  targets: Int32Array,
  classes: readonly string[],
  shares: readonly number[],
): { judgements: Judgement[]; tables: JudgementTables } {
  const judgement = resampledJudgement(candidates, targets, shares);
  const tables = resampledTables(candidates[0], targets, classes);
  const drawn = bootstrapList(resampling, (counts) => [...tables.statistics(counts), ...judgement.statistics(counts)]);
  return { judgements: judgement.result(drawn.slice(PERCENTILES.length)), tables: tables.result(drawn) };
}

/** Where no row is of class 1, or there are more than two classes. */
const WITHOUT_GAIN: readonly null[] = PERCENTILES.map(() => null);

function resampledTables(
  { predictions, probabilities }: Predictions,
  targets: Int32Array,
  classes: readonly string[],
): Resampled<JudgementTables> {
  const k = classes.length;
  const positiveProbabilities = k === 2 ? probabilities.filter((_, index) => index % 2 === 1) : null;
  const ranking = positiveProbabilities && rankScores(positiveProbabilities);
  const ranked = ranking && countRanks(ranking, targets);

  const statistics = (counts: Int32Array) => {
    const gains = ranking && cumulativeGains(countRanks(ranking, targets, counts), PERCENTILES);
    return gains ?? WITHOUT_GAIN;
  };
  const result = (resamples: readonly ResampledValues[]) => {
    const { perClass } = uncertainScores(countConfusions(targets, predictions, k));
    return {
      perClass: perClass.map(({ support, precision, recall, f1 }, label) => {
        return { name: classes[label]!, rows: support, precision, recall, f1 };
      }),
      reliability: positiveProbabilities && reliabilityTable(targets, positiveProbabilities).map(withInterval),
      gain: ranked && judgedGains(ranked, resamples),
      roc: ranked && rocCurve(ranked),
      precisionRecall: ranked && precisionRecallCurve(ranked),
    };
  };
  return { statistics, result };
}

/** @param resamples of the gain at each of `PERCENTILES` */
function judgedGains(ranked: RankedCounts, resamples: readonly ResampledValues[]): JudgedGain[] | null {
  const { rowCount, positiveCount } = ranked;
  const reach = standardErrors(Math.min(positiveCount, rowCount - positiveCount) || rowCount);
  const rows = liftTable(ranked);
  return (
    rows &&
    rows.map(({ share, positives, gain, lift }, index) => {
      const drawn = resamples[index]!;
      // All rows hold all positives: there is no doubt about it.
      const interval =
        share === 1 ? { low: gain, high: gain } : resampledGainInterval(gain, drawn, positiveCount, reach);
      return { share, positives, gain, lift, interval };
    })
  );
}

function withInterval(bin: ReliabilityBin): JudgedBin {
  const { count, observedShare } = bin;
  const interval = observedShare === null ? null : shareInterval(Math.round(observedShare * count), count);
  return { ...bin, interval };
}

/**
 * At most `most` evenly spaced points of a curve, the first and the last included. Areas are computed from whole
 * curves.
 */
export function thin<Point>(points: readonly Point[], most = 201): readonly Point[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]!);
}
