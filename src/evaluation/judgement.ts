/**
 * The judgement of a classifier: its figures on rows that it hasn't learned from, each with a 95 % interval, next to
 * the figures of simpler predictions on the same rows and resamples.
 */
import { requireArgument, requireClasses, requireProperties } from '../argument-checks.ts';
import { averagePrecision, rocAuc } from './curves.ts';
import {
  bootstrapList,
  resampled,
  type Resampled,
  type ResampledValues,
  type Resampling,
} from './intervals/bootstrap.ts';
import { calibrationError } from './intervals/calibration-error.ts';
import {
  resampledGainInterval,
  resampledLossInterval,
  resampledShareInterval,
  standardErrors,
} from './intervals/resampled-figures.ts';
import { uncertainScores } from './intervals/score-intervals.ts';
import type { Interval } from './intervals/share-interval.ts';
import { cumulativeGain } from './lift.ts';
import { countConfusions } from './metrics.ts';
import { requireShares, reweighted } from './prior-shift.ts';
import { brierScores, logLosses, meanOverRows } from './probability-scores.ts';
import { countRanks, rankScores, type Ranking } from './ranking.ts';
import { reliabilityTable } from './reliability.ts';
import { randomFrom, type RandomSource } from '../random.ts';

/** Class probabilities for the rows to judge, and the predicted class of each row. */
export interface Predictions {
  readonly name: string;
  /** [n] */
  readonly predictions: Int32Array;
  /** Row-major [n, k], for the mix of classes in these rows. */
  readonly probabilities: Float64Array;
}

export const FIGURES = [
  'accuracy',
  'balancedAccuracy',
  'balancedTestAccuracy',
  'precision',
  'recall',
  'f1',
  'rocAuc',
  'averagePrecision',
  'logLoss',
  'brierScore',
  'calibrationError',
  'capturedByTop10',
  'capturedByTop20',
] as const;

/**
 * The figures defined in src/evaluation, and:
 *
 * - `balancedTestAccuracy`: the accuracy on a balanced test set, which has equally many rows of each class, with
 *   predictions made for that mix. It is the mean recall if each row is given the class with the largest
 *   probability / share: dividing by the class shares of the rows' mix turns the probabilities into those of a balanced
 *   mix. Ties go to the first class.
 * - `precision`, `recall`, `f1`: of class 1 for two classes, plain means over the classes that occur for more.
 * - `calibrationError`: the expected calibration error over 10 bins, less what chance adds to it: see
 *   `intervals/calibration-error.ts`.
 * - `capturedByTop10`: the share of all rows of class 1 among the tenth of the rows with the highest probability.
 *
 * A figure without meaning is null: ranking figures for more than two classes, or if all rows are of one class.
 */
export type FigureName = (typeof FIGURES)[number];

export interface Figure {
  readonly value: number | null;
  readonly interval: Interval | null;
}

export interface Judgement {
  readonly name: string;
  readonly figures: Readonly<Record<FigureName, Figure>>;
}

/**
 * Judges several predictions of the same rows. Scores of the confusion matrix have the intervals of shares, the
 * calibration error one of its own; the others are bootstrapped.
 *
 * @param targets class numbers [n]
 * @param shares of the classes in the mix that the probabilities are for, all above 0 [k]
 * @param source draws the resamples
 * @throws RangeError for lists that don't fit each other, classes out of range or numbers that aren't finite.
 */
export function judge(
  candidates: readonly Predictions[],
  targets: Int32Array,
  shares: readonly number[],
  source: RandomSource,
  resamples = affordableResamples(targets.length),
): Judgement[] {
  const random = randomFrom(source, 'bootstrap');
  return judgeOn(resampled({ rowCount: targets.length, random, resamples }), candidates, targets, shares);
}

/** The same on resamples that are there. */
export function judgeOn(
  resampling: Resampling,
  candidates: readonly Predictions[],
  targets: Int32Array,
  shares: readonly number[],
): Judgement[] {
  const { statistics, result } = resampledJudgement(candidates, targets, shares);
  return result(bootstrapList(resampling, statistics));
}

/** What `judge` computes for each resample, and what it makes of them. */
export function resampledJudgement(
  candidates: readonly Predictions[],
  targets: Int32Array,
  shares: readonly number[],
): Resampled<Judgement[]> {
  requireJudgeable(candidates, targets, shares);
  const judges = candidates.map((one) => new Judge(one, targets, shares));
  const statistics = (counts: Int32Array) =>
    judges.flatMap((one) => {
      const figures = one.resampled(counts);
      return RESAMPLED.map((name) => figures[name]);
    });
  const result = (resamples: readonly ResampledValues[]) =>
    judges.map((one, index) => ({
      name: candidates[index]!.name,
      figures: one.figures((name) => resamples[index * RESAMPLED.length + RESAMPLED.indexOf(name)]!),
    }));
  return { statistics, result };
}

function requireJudgeable(candidates: readonly Predictions[], targets: Int32Array, shares: readonly number[]): void {
  requireArgument(Array.isArray(candidates), 'judge', 'candidates', candidates, 'a list of predictions');
  requireArgument(
    targets instanceof Int32Array && targets.length > 0,
    'judge',
    'targets',
    targets,
    'class numbers [n]',
  );
  requireShares('judge', shares);
  requireClasses('judge: targets', targets, shares.length);
  for (const one of candidates) {
    requireProperties('judge', 'a candidate', one, 'name', 'predictions', 'probabilities');
    const { predictions, probabilities } = one;
    requireClasses('judge: predictions', predictions, shares.length);
    const [rows, numbers] = [predictions.length, probabilities.length];
    const holds = rows === targets.length && numbers === rows * shares.length && probabilities.every(Number.isFinite);
    const expected = `${targets.length} predictions, ${targets.length * shares.length} finite probabilities`;
    requireArgument(holds, 'judge', 'a candidate', [rows, numbers], expected);
  }
}

/** 1,000, or fewer for many rows, down to 100, which still gives an interval to within a few per cent of its width. */
export function affordableResamples(rowCount: number): number {
  return Math.max(100, Math.min(1000, Math.floor(2e7 / rowCount)));
}

/** The figures whose intervals come from resamples. */
const RESAMPLED = [
  'rocAuc',
  'averagePrecision',
  'logLoss',
  'brierScore',
  'capturedByTop10',
  'capturedByTop20',
] as const;
type ResampledName = (typeof RESAMPLED)[number];

/** Holds the work done once for all resamples, above all the sort. */
class Judge {
  readonly #given: Predictions;
  readonly #targets: Int32Array;
  readonly #classCount: number;
  readonly #ranking: Ranking | null;
  readonly #positiveProbabilities: Float64Array;
  readonly #balancedPredictions: Int32Array;
  /** What each row adds to the scores [n]. */
  readonly #losses: Float64Array;
  readonly #brierScores: Float64Array;

  constructor(given: Predictions, targets: Int32Array, shares: readonly number[]) {
    const classCount = shares.length;
    this.#given = given;
    this.#targets = targets;
    this.#classCount = classCount;
    this.#balancedPredictions = balancedPredictions(given.probabilities, shares);
    this.#positiveProbabilities = given.probabilities.filter((_, index) => index % classCount === 1);
    this.#ranking = classCount === 2 ? rankScores(this.#positiveProbabilities) : null;
    this.#losses = logLosses(targets, given.probabilities, classCount);
    this.#brierScores = brierScores(targets, given.probabilities, classCount);
  }

  resampled(counts?: Int32Array): Record<ResampledName, number | null> & Record<'logLoss' | 'brierScore', number> {
    const targets = this.#targets;
    const mean = (scores: Float64Array) => meanOverRows(scores, counts);
    const ranked = this.#ranking === null ? null : countRanks(this.#ranking, targets, counts);
    return {
      rocAuc: ranked && rocAuc(ranked),
      averagePrecision: ranked && averagePrecision(ranked),
      logLoss: mean(this.#losses),
      brierScore: mean(this.#brierScores),
      capturedByTop10: ranked && cumulativeGain(ranked, 0.1),
      capturedByTop20: ranked && cumulativeGain(ranked, 0.2),
    };
  }

  /** @param resamplesOf a figure of `resampled` on each resample */
  figures(resamplesOf: (name: ResampledName) => ResampledValues): Record<FigureName, Figure> {
    const [targets, k] = [this.#targets, this.#classCount];
    const scores = uncertainScores(countConfusions(targets, this.#given.predictions, k));
    const balanced = uncertainScores(countConfusions(targets, this.#balancedPredictions, k));
    const { precision, recall, f1 } = k === 2 ? scores.perClass[1]! : scores.macro;
    const values = this.resampled();
    const positives = scores.perClass[1]!.support;
    const rarer = Math.min(positives, targets.length - positives);
    // Of two classes the rarer has the say; of more, no single one.
    const reach = standardErrors(k === 2 && rarer > 0 ? rarer : targets.length);
    const share = (name: ResampledName, rows: number): Figure => {
      const value = values[name];
      return { value, interval: value === null ? null : resampledShareInterval(value, resamplesOf(name), rows, reach) };
    };
    const captured = (name: 'capturedByTop10' | 'capturedByTop20'): Figure => {
      const value = values[name];
      const interval = value === null ? null : resampledGainInterval(value, resamplesOf(name), positives, reach);
      return { value, interval };
    };
    const loss = (name: 'logLoss' | 'brierScore'): Figure => {
      const value = values[name];
      return { value, interval: resampledLossInterval(value, resamplesOf(name), reach) };
    };
    return {
      accuracy: scores.accuracy,
      balancedAccuracy: scores.balancedAccuracy,
      balancedTestAccuracy: balanced.balancedAccuracy,
      precision,
      recall,
      f1,
      rocAuc: share('rocAuc', rarer),
      averagePrecision: share('averagePrecision', positives),
      logLoss: loss('logLoss'),
      brierScore: loss('brierScore'),
      calibrationError: this.calibration(),
      capturedByTop10: captured('capturedByTop10'),
      capturedByTop20: captured('capturedByTop20'),
    };
  }

  private calibration(): Figure {
    const isBinary = this.#classCount === 2;
    const found = isBinary ? calibrationError(reliabilityTable(this.#targets, this.#positiveProbabilities)) : null;
    return found ?? { value: null, interval: null };
  }
}

/** The class predicted for each row in a mix of equally frequent classes. */
function balancedPredictions(probabilities: Float64Array, shares: readonly number[]): Int32Array {
  const k = shares.length;
  const equal = shares.map(() => 1);
  const weights = reweighted(probabilities, shares, equal);
  return Int32Array.from({ length: weights.length / k }, (_, row) => {
    const ofRow = weights.subarray(row * k, (row + 1) * k);
    return ofRow.indexOf(Math.max(...ofRow));
  });
}
