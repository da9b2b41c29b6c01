/**
 * Scores of a confusion matrix: accuracy, and precision, recall and F1 of each class. 0 / 0 counts as 0, as with
 * scikit-learn's zero_division=0: a class never predicted has precision 0, a class without rows recall 0.
 */

interface ClassScores {
  /** Of the rows predicted to be in this class, the share that are. */
  readonly precision: number;
  /** Of the rows in this class, the share that are predicted to be. */
  readonly recall: number;
  /** 2·TP / (2·TP + FP + FN), the harmonic mean of the two. */
  readonly f1: number;
  /** Number of rows of this class. */
  readonly support: number;
}

export interface ClassificationScores {
  readonly accuracy: number;
  /**
   * Mean recall over the classes that have rows (Brodersen et al. 2010; scikit-learn's balanced_accuracy_score): what
   * accuracy would be if each of them were equally frequent.
   */
  readonly balancedAccuracy: number;
  readonly perClass: readonly ClassScores[];
  /** Plain means over the classes that have rows or predictions, as scikit-learn takes them. */
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number };
}

/**
 * @param matrix matrix[target][prediction] counts rows, k × k
 * @throws RangeError if the matrix counts no rows.
 */
export function classificationScores(matrix: readonly (readonly number[])[]): ClassificationScores {
  const predicted = matrix.map((_, label) => sum(matrix.map((row) => row[label]!)));
  const rowCount = sum(predicted);
  if (rowCount === 0) throw new RangeError('classificationScores: no rows');
  const perClass = matrix.map((row, label): ClassScores => {
    const [hits, support] = [row[label]!, sum(row)];
    return {
      precision: quotient(hits, predicted[label]!),
      recall: quotient(hits, support),
      f1: quotient(2 * hits, predicted[label]! + support),
      support,
    };
  });
  const occurring = perClass.filter(({ support }, label) => support > 0 || predicted[label]! > 0);
  return {
    accuracy: sum(matrix.map((row, label) => row[label]!)) / rowCount,
    balancedAccuracy: mean(perClass.filter(({ support }) => support > 0).map(({ recall }) => recall)),
    perClass,
    macro: {
      precision: mean(occurring.map(({ precision }) => precision)),
      recall: mean(occurring.map(({ recall }) => recall)),
      f1: mean(occurring.map(({ f1 }) => f1)),
    },
  };
}

function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
