/**
 * The tables of a judgement: the scores of each class and, for two classes, the curves, the reliability of the
 * probabilities and the gain at each percentile. Intervals are 95 % intervals.
 */
import { classificationScores } from './classification-scores.ts';
import { precisionRecallCurve, rocCurve, type PrecisionRecallPoint, type RocPoint } from './curves.ts';
import { bootstrapIntervals, wilsonInterval, type Interval, type Intervals, type Resampled } from './intervals.ts';
import { cumulativeGains, liftTable, PERCENTILES, type LiftRow } from './lift.ts';
import { countConfusions } from './metrics.ts';
import { countRanks, rankScores } from './ranking.ts';
import { reliabilityTable, type ReliabilityBin } from './reliability.ts';
import type { Random } from '../random.ts';
import { affordableResamples, resampledJudgement, type Predictions, type Figure, type Judgement } from './judgement.ts';

const CLASS_FIGURES = ['precision', 'recall', 'f1'] as const;

interface JudgedClass extends Readonly<Record<(typeof CLASS_FIGURES)[number], Figure>> {
  readonly name: string;
  /** Number of rows of this class. */
  readonly rows: number;
}

export interface JudgedBin extends ReliabilityBin {
  /** Wilson's interval of the observed share; null for an empty bin. */
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
  return result(bootstrapIntervals({ rowCount: targets.length, random, resamples }, statistics));
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
  const judgement = resampledJudgement(candidates, targets, shares);
  const tables = resampledTables(candidates[0], targets, classes);
  const options = { rowCount: targets.length, random, resamples: affordableResamples(targets.length) };
  const intervals = bootstrapIntervals(options, (counts) => {
    return { ...judgement.statistics(counts), ...tables.statistics(counts) };
  });
  return { judgements: judgement.result(intervals), tables: tables.result(intervals) };
}

function resampledTables(
  { predictions, probabilities }: Predictions,
  targets: Int32Array,
  classes: readonly string[],
): Resampled<JudgementTables> {
  const k = classes.length;
  const positiveProbabilities = k === 2 ? probabilities.filter((_, index) => index % 2 === 1) : null;
  const ranking = positiveProbabilities && rankScores(positiveProbabilities);
  const scoresOf = (counts?: Int32Array) =>
    classificationScores(countConfusions(targets, predictions, k, counts)).perClass;
  const ranked = ranking && countRanks(ranking, targets);

  const statistics = (counts: Int32Array) => {
    const figures: Record<string, number | null> = {};
    for (const [label, scores] of scoresOf(counts).entries()) {
      for (const name of CLASS_FIGURES) figures[`${name}.${label}`] = scores[name];
    }
    const gains = ranking && cumulativeGains(countRanks(ranking, targets, counts), PERCENTILES);
    for (const index of PERCENTILES.keys()) figures[`gain.${index}`] = gains?.[index] ?? null;
    return figures;
  };
  const result = (intervals: Intervals) => {
    const interval = (name: string): Interval | null => intervals[name] ?? null;
    return {
      perClass: scoresOf().map(({ support, ...scores }, label) => ({
        name: classes[label]!,
        rows: support,
        precision: { value: scores.precision, interval: interval(`precision.${label}`) },
        recall: { value: scores.recall, interval: interval(`recall.${label}`) },
        f1: { value: scores.f1, interval: interval(`f1.${label}`) },
      })),
      reliability: positiveProbabilities && reliabilityTable(targets, positiveProbabilities).map(withInterval),
      gain:
        ranked &&
        (liftTable(ranked)?.map(({ share, positives, gain, lift }, index) => {
          return { share, positives, gain, lift, interval: interval(`gain.${index}`) };
        }) ??
          null),
      roc: ranked && rocCurve(ranked),
      precisionRecall: ranked && precisionRecallCurve(ranked),
    };
  };
  return { statistics, result };
}

function withInterval(bin: ReliabilityBin): JudgedBin {
  const { count, observedShare } = bin;
  const interval = observedShare === null ? null : wilsonInterval(Math.round(observedShare * count), count);
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
