/**
 * Differences over the folds of a cross-validation: of two ways to train, on rows like these and as many of them as a
 * fold leaves to train on.
 *
 * The training sets of the folds overlap, so the differences are correlated (Nadeau & Bengio 2003; Benavoli, Corani,
 * Demšar & Zaffalon 2017, section 2.1): the scale is that of the correlated t test. Repeats steady the centre, they don't
 * narrow the scale, which stays that of one k-fold with its k − 1 degrees of freedom.
 */
import { requireArgument, requireProperties } from '../../argument-checks.ts';
import type { Predictions } from '../judgement.ts';
import { correctedMean, mean } from '../resampling/corrected-t.ts';
import { byFigure, type ComparedFigureName, type FigureValues } from './compared-figures.ts';
import type { Estimate, MeasuredCandidates } from './difference.ts';
import { figureValues } from './figure-values.ts';

/** Predictions of a repeated cross-validation: each row stands here once for every repeat. */
export interface RepeatedFolds {
  /** Which repeat a prediction is of, from 0 [n]. */
  readonly repeats: Int32Array;
  /** Which fold of the repeat the row was left out in, from 0 [n]. */
  readonly folds: Int32Array;
  /** Rows of a test set over rows of a training set; 1/(k − 1) where left out. */
  readonly testPerTraining?: number;
}

/** The figures of each fold [r][k]. */
type FoldFigures = readonly (readonly FigureValues[])[];

/** @param targets class numbers [n], in [0, classCount) */
export function measureFolds(
  candidates: readonly Predictions[],
  targets: Int32Array,
  classCount: number,
  folds: RepeatedFolds,
): MeasuredCandidates {
  const parts = rowsOfFolds(folds, targets.length);
  const measured = candidates.map((one): FoldFigures => {
    return parts.map((repeat) => {
      return repeat.map((rows) => {
        const rowTargets = Int32Array.from(rows, (row) => targets[row]!);
        return figureValues(rowsOf(one, rows, classCount), rowTargets, classCount);
      });
    });
  });
  const testPerTraining = folds.testPerTraining ?? 1 / (parts[0]!.length - 1);
  return {
    values: measured.map((figures) => byFigure((name) => meanOver(figures, name))),
    estimates: (first, second) =>
      byFigure((name) => foldEstimate(measured[first]!, measured[second]!, name, testPerTraining)),
  };
}

/** The mean over all folds of all repeats; null where a fold has no such figure. */
function meanOver(figures: FoldFigures, name: ComparedFigureName): number | null {
  const values = figures.flat().map((each) => each[name]);
  return values.every((value) => value !== null) ? mean(values) : null;
}

function foldEstimate(
  first: FoldFigures,
  second: FoldFigures,
  name: ComparedFigureName,
  testPerTraining: number,
): Estimate | null {
  const repeats = first.map((folds, repeat) => {
    return folds.flatMap((figures, fold) => {
      const [a, b] = [figures[name], second[repeat]![fold]![name]];
      return a === null || b === null ? [] : [a - b];
    });
  });
  if (repeats.some((differences, repeat) => differences.length < first[repeat]!.length)) return null;
  const corrected = repeats.map((differences) => correctedMean(differences, testPerTraining));
  const centre = mean(repeats.flat());
  return {
    difference: centre,
    centre,
    scale: mean(corrected.map(({ standardError }) => standardError)),
    degreesOfFreedom: corrected[0]!.degreesOfFreedom,
  };
}

/**
 * The rows of each fold [r][k].
 *
 * @throws RangeError where the numbers leave a fold of a repeat empty, or there is only one fold.
 */
function rowsOfFolds(given: RepeatedFolds, rowCount: number): number[][][] {
  requireProperties('comparePredictions', 'folds', given, 'repeats', 'folds');
  const { repeats, folds, testPerTraining } = given;
  const [repeatCount, foldCount] = [repeats, folds].map((numbers) => {
    const holds =
      numbers instanceof Int32Array && numbers.length === rowCount && numbers.every((number) => number >= 0);
    requireArgument(holds, 'comparePredictions', 'folds', numbers, `repeats and folds from 0, ${rowCount} of each`);
    return 1 + numbers.reduce((a, b) => Math.max(a, b));
  }) as [number, number];
  const parts = Array.from({ length: repeatCount }, () => Array.from({ length: foldCount }, (): number[] => []));
  for (const [row, repeat] of repeats.entries()) parts[repeat]![folds[row]!]!.push(row);
  const isWhole = foldCount > 1 && parts.flat().every((rows) => rows.length > 0);
  requireArgument(isWhole, 'comparePredictions', 'folds', foldCount, 'at least two folds, none of them empty');
  const isRatio = testPerTraining === undefined || testPerTraining >= 0;
  requireArgument(isRatio, 'comparePredictions', 'testPerTraining', testPerTraining, 'a number of at least 0');
  return parts;
}

function rowsOf({ name, predictions, probabilities }: Predictions, rows: readonly number[], k: number): Predictions {
  const kept = new Float64Array(rows.length * k);
  for (const [index, row] of rows.entries()) kept.set(probabilities.subarray(row * k, (row + 1) * k), index * k);
  return { name, predictions: Int32Array.from(rows, (row) => predictions[row]!), probabilities: kept };
}
