/**
 * The 95 % intervals of the scores of a confusion matrix. Given its denominator, each score of a class is a share of
 * rows, so it has a share's interval:
 *
 *   precision   of the rows predicted to be in the class
 *   recall      of the rows in the class
 *   F1          F/(2 − F) = TP/(TP + FP + FN) is a share of the rows that are either; its limits give those of F
 *
 * Means over classes have the interval of a mean of shares. Recalls are of different rows, and so are precisions. The
 * F1 of two classes share the rows of one that are predicted to be in the other, and so go together.
 */
import { classificationScores, type ClassificationScores } from '../classification-scores.ts';
import { meanInterval, shareInterval, type Interval, type UncertainShare } from './share-interval.ts';

interface UncertainClass {
  readonly precision: UncertainShare;
  readonly recall: UncertainShare;
  readonly f1: UncertainShare;
}

/** As `ClassificationScores`, each score with its interval. */
interface UncertainScores {
  readonly accuracy: UncertainShare;
  readonly balancedAccuracy: UncertainShare;
  readonly perClass: readonly (UncertainClass & { readonly support: number })[];
  readonly macro: UncertainClass;
}

/**
 * The scores with their intervals. What no row tells anything about has the interval from 0 to 1.
 *
 * @param matrix matrix[target][prediction] counts rows, k × k
 * @throws RangeError if the matrix counts no rows.
 */
export function uncertainScores(matrix: readonly (readonly number[])[]): UncertainScores {
  const scores = classificationScores(matrix);
  const predicted = matrix.map((_, label) => sum(matrix.map((row) => row[label]!)));
  const perClass = scores.perClass.map(({ precision, recall, f1, support }, label) => {
    const hits = matrix[label]![label]!;
    return {
      precision: { value: precision, interval: shareInterval(hits, predicted[label]!) },
      recall: { value: recall, interval: shareInterval(hits, support) },
      f1: { value: f1, interval: f1Interval(hits, predicted[label]! + support - hits) },
      support,
    };
  });
  const withRows = perClass.filter(({ support }) => support > 0);
  const occurring = [...perClass.keys()].filter((label) => perClass[label]!.support > 0 || predicted[label]! > 0);
  const ofOccurring = (score: keyof UncertainClass) => occurring.map((label) => perClass[label]![score]);
  const together = f1Correlation(matrix, predicted, scores);
  const { accuracy, balancedAccuracy, macro } = scores;
  const rows = sum(predicted);
  return {
    accuracy: { value: accuracy, interval: shareInterval(Math.round(accuracy * rows), rows) },
    balancedAccuracy: { value: balancedAccuracy, interval: meanInterval(withRows.map(({ recall }) => recall)) },
    perClass,
    macro: {
      precision: { value: macro.precision, interval: meanInterval(ofOccurring('precision')) },
      recall: { value: macro.recall, interval: meanInterval(ofOccurring('recall')) },
      f1: {
        value: macro.f1,
        interval: meanInterval(ofOccurring('f1'), (i, j) => together(occurring[i]!, occurring[j]!)),
      },
    },
  };
}

/** The limits of the share TP/(TP + FP + FN), turned into those of F1 = 2·share/(1 + share), which rises with it. */
function f1Interval(hits: number, either: number): Interval {
  const { low, high } = shareInterval(hits, either);
  return { low: (2 * low) / (1 + low), high: (2 * high) / (1 + high) };
}

/**
 * The correlation of the F1 of two classes by the delta method. With D rows in the class or predicted to be, those that
 * are both counted twice, a row changes F1 by (2 − 2·F1)/D if it is both, by −F1/D if it is one of them. So only rows of
 * one of two classes that are predicted to be in the other change both.
 */
function f1Correlation(
  matrix: readonly (readonly number[])[],
  predicted: readonly number[],
  { perClass }: ClassificationScores,
): (i: number, j: number) => number {
  const rows = perClass.map(({ support }, label) => support + predicted[label]!);
  const deviations = perClass.map(({ f1 }, label) => {
    const hits = matrix[label]![label]!;
    return Math.sqrt(hits * (2 - 2 * f1) ** 2 + (rows[label]! - 2 * hits) * f1 ** 2) / rows[label]!;
  });
  return (i, j) => {
    const scale = rows[i]! * rows[j]! * deviations[i]! * deviations[j]!;
    if (!(scale > 0)) return 0;
    return ((matrix[i]![j]! + matrix[j]![i]!) * perClass[i]!.f1 * perClass[j]!.f1) / scale;
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
