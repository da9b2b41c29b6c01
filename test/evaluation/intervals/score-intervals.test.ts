import { describe, expect, it } from 'vitest';
import { classificationScores } from '../../../src/evaluation/classification-scores.ts';
import { uncertainScores } from '../../../src/evaluation/intervals/score-intervals.ts';
import { meanInterval, shareInterval, type Interval } from '../../../src/evaluation/intervals/share-interval.ts';
import { createRandom, type Random } from '../../../src/random.ts';

describe('uncertainScores', () => {
  it('has the very scores of classificationScores, and the interval of each share', () => {
    const matrix = [
      [50, 3, 2],
      [6, 20, 4],
      [1, 0, 9],
    ];
    const scores = classificationScores(matrix);
    const found = uncertainScores(matrix);
    expect(found.accuracy).toEqual({ value: 79 / 95, interval: shareInterval(79, 95) });
    expect(found.balancedAccuracy.value).toBe(scores.balancedAccuracy);
    expect(found.perClass[1]).toEqual({
      precision: { value: 20 / 23, interval: shareInterval(20, 23) },
      recall: { value: 20 / 30, interval: shareInterval(20, 30) },
      // 20 of 33 rows that are in the class or predicted to be; F1 = 2·share / (1 + share).
      f1: { value: scores.perClass[1]!.f1, interval: f1Of(shareInterval(20, 33)) },
      support: 30,
    });
    for (const name of ['precision', 'recall', 'f1'] as const) {
      expect(found.macro[name].value).toBe(scores.macro[name]);
      expect(found.macro[name].interval.low).toBeLessThan(found.macro[name].value);
      expect(found.macro[name].interval.high).toBeGreaterThan(found.macro[name].value);
    }
    expect(found.macro.recall.interval).toEqual(meanInterval(found.perClass.map(({ recall }) => recall)));
  });

  it('of a class that is never predicted: precision from 0 to 1, and recall and F1 from 0 to more than 0', () => {
    const { perClass, balancedAccuracy } = uncertainScores([
      [270, 0],
      [30, 0],
    ]);
    const { precision, recall, f1 } = perClass[1]!;
    expect(precision).toEqual({ value: 0, interval: { low: 0, high: 1 } });
    expect(recall).toEqual({ value: 0, interval: shareInterval(0, 30) });
    expect(recall.interval.high).toBeGreaterThan(0.1);
    expect(f1.interval).toEqual({ low: 0, high: f1Of(shareInterval(0, 30)).high });
    expect(balancedAccuracy.interval.high).toBeGreaterThan(0.55);
  });

  it('covers precision, recall, F1 and balanced accuracy in 93 to 99 of 100 sets of 300 rows with 30 positives', () => {
    // Cells of the table of target and prediction: 3 of 10 positives are found, 9 of 10 found are positive.
    const chances = [0.9 - 0.03 / 9, 0.03 / 9, 0.07, 0.03];
    const truth = { precision: 0.9, recall: 0.3, f1: 0.45, balancedAccuracy: (0.3 + (0.9 - 0.03 / 9) / 0.9) / 2 };
    const random = createRandom('scores');
    const hits = { precision: 0, recall: 0, f1: 0, balancedAccuracy: 0 };
    const percentile = { ...hits };
    const sets = 400;
    for (let set = 0; set < sets; set++) {
      const matrix = drawMatrix(random, chances, 300);
      const { perClass, balancedAccuracy } = uncertainScores(matrix);
      const found = { ...perClass[1]!, balancedAccuracy };
      // 50 resamples are few, and enough to see what the former intervals miss.
      const resamples = Array.from({ length: 50 }, () => {
        const drawn = classificationScores(
          drawMatrix(
            random,
            matrix.flat().map((cell) => cell / 300),
            300,
          ),
        );
        return { ...drawn.perClass[1]!, balancedAccuracy: drawn.balancedAccuracy };
      });
      for (const name of ['precision', 'recall', 'f1', 'balancedAccuracy'] as const) {
        hits[name] += Number(holds(found[name].interval, truth[name]));
        const sorted = resamples.map((one) => one[name]).toSorted((a, b) => a - b);
        percentile[name] += Number(holds({ low: sorted[1]!, high: sorted[48]! }, truth[name]));
      }
    }
    for (const covered of Object.values(hits)) {
      expect(covered / sets).toBeGreaterThan(0.93);
      expect(covered / sets).toBeLessThan(0.99);
    }
    expect(percentile.precision / sets).toBeLessThan(0.8);
  });

  it('covers the macro F1 of two classes that are taken for each other in over 93 of 100 sets; as if apart, fewer', () => {
    // A quarter of the rows of each of the last two classes is predicted to be in the other.
    const chances = [0.3, 0, 0, 0, 0.26, 0.09, 0, 0.09, 0.26];
    const truth = classificationScores([0, 3, 6].map((row) => chances.slice(row, row + 3))).macro.f1;
    const random = createRandom('macro');
    let [together, apart] = [0, 0];
    for (let set = 0; set < 1000; set++) {
      const { macro, perClass } = uncertainScores(drawMatrix(random, chances, 200));
      together += Number(holds(macro.f1.interval, truth));
      apart += Number(holds(meanInterval(perClass.map(({ f1 }) => f1)), truth));
    }
    expect(together / 1000).toBeGreaterThan(0.93);
    expect(together / 1000).toBeLessThan(0.98);
    expect(apart / 1000).toBeLessThan(0.9);
  });
});

function f1Of({ low, high }: Interval): Interval {
  return { low: (2 * low) / (1 + low), high: (2 * high) / (1 + high) };
}

function holds({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}

/** A k × k table of rows that fall into its cells by these chances. */
function drawMatrix(random: Random, chances: readonly number[], rows: number): number[][] {
  const cells = chances.map(() => 0);
  for (let row = 0; row < rows; row++) {
    let ticket = random.next();
    const cell = chances.findIndex((chance) => (ticket -= chance) < 0);
    cells[cell === -1 ? chances.length - 1 : cell]!++;
  }
  const k = Math.sqrt(chances.length);
  return Array.from({ length: k }, (_, label) => cells.slice(label * k, (label + 1) * k));
}
