import { describe, expect, it } from 'vitest';
import { classificationScores } from '../../src/evaluation/classification-scores.ts';
import { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from '../../src/evaluation/curves.ts';
import { confusionMatrix, rocAucScore } from '../../src/evaluation/metrics.ts';
import { brierScore, logLoss } from '../../src/evaluation/probability-scores.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import type { RankedCounts } from '../../src/evaluation/ranking.ts';
import { calibrationError } from '../../src/evaluation/intervals/calibration-error.ts';
import { reliabilityTable } from '../../src/evaluation/reliability.ts';
import { difference, largestDifference, readMetrics, weighted } from './metrics-golden.ts';
import type { BinaryCase, MulticlassCase } from './metrics-golden.ts';

const { binary, multiclass } = readMetrics();
const groups: [string, (BinaryCase | MulticlassCase)[]][] = [
  ['two classes', binary],
  ['three or four classes', multiclass],
];

/** Both sides add at most 240 float64 terms, in different orders: 1e-15 is seen; 1e-12 is what is promised. */
const TOLERANCE = 1e-12;

const ranked = ({ targets, scores }: BinaryCase): RankedCounts => countRanks(rankScores(scores), targets);

/** What a sort without regard for ties makes of it: each row a rank of its own, in the order of the file. */
function rankedWithoutTies({ targets, scores }: BinaryCase): RankedCounts {
  const apart = scores.map((score, row) => score - row * 1e-6);
  return countRanks(rankScores(apart), targets);
}

function rocDigest({ targets }: BinaryCase, counts: RankedCounts): number[] | null {
  const curve = rocCurve(counts);
  if (curve === null) return null;
  const positives = targets.filter((target) => target === 1).length;
  return [
    curve.length,
    weighted(curve.map((point) => point.falsePositiveRate * (targets.length - positives))),
    weighted(curve.map((point) => point.truePositiveRate * positives)),
    64 * weighted(curve.slice(1).map((point) => point.threshold)),
  ];
}

function prDigest(counts: RankedCounts): number[] | null {
  const curve = precisionRecallCurve(counts);
  if (curve === null) return null;
  return [curve.length, weighted(curve.map((point) => point.precision)), weighted(curve.map((point) => point.recall))];
}

function reliabilityDigest(targets: Int32Array, scores: Float64Array): number[] {
  const filled = reliabilityTable(targets, scores).filter(({ count }) => count > 0);
  return [
    filled.length,
    weighted(filled.map(({ observedShare }) => observedShare!)),
    weighted(filled.map(({ meanProbability }) => meanProbability!)),
  ];
}

function predictionsOf({ targets, probabilities, classes }: BinaryCase | MulticlassCase): Int32Array {
  return targets.map((_, row) => {
    const p = probabilities.subarray(row * classes, (row + 1) * classes);
    return p.indexOf(Math.max(...p));
  });
}

function scoresOf(golden: BinaryCase | MulticlassCase) {
  return classificationScores(confusionMatrix(golden.targets, predictionsOf(golden), golden.classes));
}

describe('scikit-learn on 1,000 cases', () => {
  it('are 800 of two classes and 200 of three or four, with ties and missing classes among them', () => {
    expect(binary).toHaveLength(800);
    expect(multiclass).toHaveLength(200);
    expect(binary.filter((golden) => golden.rocAuc === null).length).toBeGreaterThan(100);
    expect(binary.filter(({ scores }) => new Set(scores).size < scores.length).length).toBeGreaterThan(500);
    expect(binary.filter(({ scores }) => new Set(scores).size === 1).length).toBeGreaterThan(90);
  });

  it('agrees on ROC AUC to 1e-12, null where a class is missing; ignoring ties is off by over 0.1', () => {
    const apart = largestDifference(binary, (golden) => [rocAuc(ranked(golden)), golden.rocAuc]);
    const unfair = largestDifference(binary, (golden) => [rocAuc(rankedWithoutTies(golden)), golden.rocAuc]);
    expect(apart).toBeLessThan(TOLERANCE);
    expect(unfair).toBeGreaterThan(0.1);
  });

  it('agrees bit for bit on ROC AUC with rocAucScore, which sorts again', () => {
    for (const golden of binary) expect(rocAuc(ranked(golden))).toBe(rocAucScore(golden.targets, golden.scores));
  });

  it('agrees on average precision to 1e-12, null where it says 0 for want of positives; ignoring ties does not', () => {
    const withPositives = binary.filter(({ targets }) => targets.includes(1));
    const without = binary.filter(({ targets }) => !targets.includes(1));
    const figure = (golden: BinaryCase, counts: RankedCounts): [number | null, number] => {
      return [averagePrecision(counts), golden.averagePrecision];
    };
    expect(largestDifference(withPositives, (golden) => figure(golden, ranked(golden)))).toBeLessThan(TOLERANCE);
    expect(largestDifference(withPositives, (golden) => figure(golden, rankedWithoutTies(golden)))).toBeGreaterThan(
      0.1,
    );
    expect(without.length).toBeGreaterThan(50);
    for (const golden of without) expect(figure(golden, ranked(golden))).toEqual([null, 0]);
  });

  it('agrees on every point of the ROC curve; ignoring ties does not', () => {
    const apart = largestDifference(binary, (golden) => [rocDigest(golden, ranked(golden)), golden.rocDigest]);
    const unfair = largestDifference(binary, (golden) => [
      rocDigest(golden, rankedWithoutTies(golden)),
      golden.rocDigest,
    ]);
    expect(apart).toBeLessThan(TOLERANCE);
    expect(unfair).toBeGreaterThan(0.1);
  });

  it('agrees on every point of the precision-recall curve; ignoring ties does not', () => {
    const apart = largestDifference(binary, (golden) => [prDigest(ranked(golden)), golden.prDigest]);
    const unfair = largestDifference(binary, (golden) => [prDigest(rankedWithoutTies(golden)), golden.prDigest]);
    expect(apart).toBeLessThan(TOLERANCE);
    expect(unfair).toBeGreaterThan(0.1);
  });

  it.each(groups)(
    'agrees on log loss of %s to 1e-12, certain and wrong ones too; a floor of 1e-15 does not',
    (_, cases) => {
      const apart = largestDifference(cases, ({ targets, probabilities, classes, logLoss: expected }) => [
        logLoss(targets, probabilities, classes),
        expected,
      ]);
      const floored = largestDifference(cases, ({ targets, probabilities, classes, logLoss: expected }) => [
        logLoss(
          targets,
          probabilities.map((p) => Math.max(p, 1e-15)),
          classes,
        ),
        expected,
      ]);
      expect(apart).toBeLessThan(TOLERANCE);
      expect(floored).toBeGreaterThan(0.01);
    },
  );

  it.each(groups)('agrees on the Brier score of %s to 1e-12; the other scale does not', (_, cases) => {
    const figure = ({ targets, probabilities, classes }: BinaryCase | MulticlassCase): number =>
      brierScore(targets, probabilities, classes);
    expect(largestDifference(cases, (golden) => [figure(golden), golden.brier])).toBeLessThan(TOLERANCE);
    expect(largestDifference(cases, (golden) => [figure(golden) / 2, golden.brier])).toBeGreaterThan(0.1);
  });

  it.each(groups)('agrees on precision, recall, F1 and balanced accuracy of %s to 1e-12', (_, cases) => {
    const apart = largestDifference(cases, (golden) => {
      const { macro, perClass, balancedAccuracy } = scoresOf(golden);
      // The file's means are over all k labels; without labels, scikit-learn takes those in targets or predictions.
      const share = new Set([...golden.targets, ...predictionsOf(golden)]).size / golden.classes;
      return [
        [macro.precision, macro.recall, macro.f1, balancedAccuracy, ...perClass.map(({ f1 }) => f1)],
        [
          ...[golden.precision, golden.recall, golden.f1].map((mean) => mean / share),
          golden.balancedAccuracy,
          ...golden.f1PerClass,
        ],
      ];
    });
    expect(apart).toBeLessThan(TOLERANCE);
    // Balanced accuracy leaves a class without rows out; macro recall counts it as 0.
    const confused = largestDifference(cases, (golden) => [scoresOf(golden).macro.recall, golden.balancedAccuracy]);
    expect(confused).toBeGreaterThan(0.1);
  });

  it('agrees on every filled bin of the reliability table to 1e-12; a bin closed on the left does not', () => {
    const compare = (golden: BinaryCase, scores: Float64Array): [number[], number[]] => {
      return [reliabilityDigest(golden.targets, scores), golden.reliabilityDigest];
    };
    const leftClosed = ({ scores }: BinaryCase): Float64Array =>
      scores.map((score) => (score === 0.5 ? 0.5 + 1e-9 : score));
    expect(largestDifference(binary, (golden) => compare(golden, golden.scores))).toBeLessThan(TOLERANCE);
    expect(largestDifference(binary, (golden) => compare(golden, leftClosed(golden)))).toBeGreaterThan(0.01);
  });

  it('leaves a calibration error between 0 and 1 on every case, its interval too', () => {
    for (const { targets, scores } of binary) {
      const { value, interval } = calibrationError(reliabilityTable(targets, scores))!;
      const numbers = [0, interval.low, interval.high, 1, value];
      expect(numbers.every((one) => one >= 0 && one <= 1)).toBe(true);
      expect(numbers.slice(0, 4)).toEqual(numbers.slice(0, 4).toSorted((a, b) => a - b));
    }
  });
});

describe('difference', () => {
  it('fails closed: NaN, a null on one side and another length are infinitely far', () => {
    expect(difference(Number.NaN, 0.5)).toBe(Infinity);
    expect(difference(null, 0.5)).toBe(Infinity);
    expect(difference([1, 2], [1])).toBe(Infinity);
    expect(difference([1, 2], [1, 2.5])).toBe(0.2);
  });
});
