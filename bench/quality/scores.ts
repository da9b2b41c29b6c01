/**
 * What probabilities are worth on test rows. All methods are scored here, whoever made the probabilities.
 */
import { rocAucScore } from '../../src/evaluation/metrics.ts';
import { logLoss } from '../../src/evaluation/probability-scores.ts';
import { classShares } from '../../src/preprocessing/rows/balance.ts';
import { classCounts } from '../../src/preprocessing/dataset.ts';

export interface Scores {
  /** ROC AUC; of more than two classes the mean of one against the rest. */
  readonly auc: number;
  /** Nats a row. */
  readonly logLoss: number;
  /** The share of the classes' entropy that is explained: 1 − log loss / entropy; 0 for always the shares. */
  readonly explained: number;
}

export interface TimedScores extends Scores {
  /** From the rows of the table to the probabilities of the test rows, on one thread. */
  readonly seconds: number;
}

/**
 * @param targets class numbers [n]
 * @param probabilities row-major [n, k]
 * @throws Error for a probability that is no number from 0 to 1, rows that don't sum to 1, or a class without rows.
 */
export function scoresOf(targets: Int32Array, probabilities: ArrayLike<number>, classCount: number): Scores {
  requireProbabilities(targets.length, probabilities, classCount);
  const labels = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, label) => label);
  const areas = labels.map((label) => {
    const positive = targets.map((target) => Number(target === label));
    const area = rocAucScore(
      positive,
      Float64Array.from(targets, (_, row) => probabilities[row * classCount + label]!),
    );
    if (area === null) throw new Error(`no test row, or every one, is of class ${label}`);
    return area;
  });
  const loss = logLoss(targets, probabilities, classCount);
  const shares = classShares(classCounts(targets, classCount));
  const entropy = shares.reduce((sum, share) => sum - share * Math.log(share), 0);
  return {
    auc: areas.reduce((sum, area) => sum + area, 0) / areas.length,
    logLoss: loss,
    explained: 1 - loss / entropy,
  };
}

/** Of sums of float32. */
const SUM_TOLERANCE = 1e-4;

function requireProbabilities(rows: number, probabilities: ArrayLike<number>, classCount: number): void {
  if (probabilities.length !== rows * classCount) {
    throw new Error(`${probabilities.length} probabilities for ${rows} rows of ${classCount} classes`);
  }
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let label = 0; label < classCount; label++) {
      const p = probabilities[row * classCount + label]!;
      if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) throw new Error(`row ${row}: the probability of class ${label} is ${p}`);
      sum += p;
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) throw new Error(`row ${row}: the probabilities sum to ${sum}`);
  }
}
