import { describe, expect, it } from 'vitest';
import { comparePredictions } from '../../../src/evaluation/comparison/compare-predictions.ts';
import { correctedT } from '../../../src/evaluation/resampling/corrected-t.ts';
import { drawn } from './candidates.ts';

/** Rows of `repeatCount` repeats of `foldCount` folds, dealt in turn. */
function foldsOf(rowCount: number, foldCount: number, repeatCount = 1) {
  const all = Array.from({ length: rowCount * repeatCount }, (_, i) => i);
  return {
    repeats: Int32Array.from(all, (i) => Math.floor(i / rowCount)),
    folds: Int32Array.from(all, (i) => i % foldCount),
  };
}

/** The mean log loss of the rows in a fold. */
function foldLoss(probabilities: Float64Array, targets: Int32Array, folds: Int32Array, fold: number): number {
  const losses = Array.from(targets, (target, row) => -Math.log(probabilities[row * 2 + target]!)).filter(
    (_, row) => folds[row] === fold,
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('comparePredictions over folds', () => {
  const { targets, candidates } = drawn(2, 200, [0, 1.2]);

  it('is the corrected resampled t of the differences fold by fold', () => {
    const folds = foldsOf(200, 5);
    const { over, pairs } = comparePredictions(candidates, targets, { folds });
    const differences = Array.from({ length: 5 }, (_, fold) => {
      const [a, b] = candidates.map(({ probabilities }) => foldLoss(probabilities, targets, folds.folds, fold));
      return a! - b!;
    });
    const { mean, p } = correctedT(differences, 1 / 4);
    expect(over).toBe('folds');
    expect(pairs[0]!.first).toBe('a');
    expect(pairs[0]!.figures.logLoss!.difference).toBeCloseTo(mean, 12);
    expect(pairs[0]!.figures.logLoss!.pValue).toBeCloseTo(p, 12);
    // Without the correction for training rows in common the p-value would be smaller.
    expect(correctedT(differences, 0).p).toBeLessThan(p / 2);
  });

  it('does not become surer by repeats that say the same again', () => {
    const width = (repeatCount: number) => {
      const twice = candidates.map((one) => ({
        ...one,
        predictions: Int32Array.from({ length: 200 * repeatCount }, (_, i) => one.predictions[i % 200]!),
        probabilities: Float64Array.from({ length: 400 * repeatCount }, (_, i) => one.probabilities[i % 400]!),
      }));
      const all = Int32Array.from({ length: 200 * repeatCount }, (_, i) => targets[i % 200]!);
      const folds = foldsOf(200, 5, repeatCount);
      const { low, high } = comparePredictions(twice, all, { folds }).pairs[0]!.figures.logLoss!.interval;
      return high - low;
    };
    expect(width(6)).toBeCloseTo(width(1), 12);
  });

  it('has no figure that one fold lacks: without a positive row in a fold there is no area', () => {
    const none = targets.map((target, row) => (row % 5 === 0 ? 0 : target));
    const { pairs } = comparePredictions(candidates, none, { folds: foldsOf(200, 5) });
    expect(pairs[0]!.figures.rocAuc).toBeNull();
    expect(pairs[0]!.figures.logLoss).not.toBeNull();
  });

  it.each([
    ['one fold', { folds: new Int32Array(200) }],
    ['an empty fold', { folds: new Int32Array(200).fill(2, 0, 100) }],
    ['a fold for each of other rows', { folds: new Int32Array(199) }],
    ['a negative repeat', { repeats: new Int32Array(200).fill(-1) }],
    ['a ratio below 0', { testPerTraining: -1 }],
  ])('refuses %s', (_, wrong) => {
    expect(() => comparePredictions(candidates, targets, { folds: { ...foldsOf(200, 5), ...wrong } })).toThrow(
      /^comparePredictions: (?:folds|testPerTraining) is /,
    );
  });
});
