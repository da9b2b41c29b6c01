import { describe, expect, it } from 'vitest';
import { comparePredictions } from '../../../src/evaluation/comparison/compare-predictions.ts';
import { mean, variance } from '../../../src/evaluation/resampling/corrected-t.ts';
import { twoSidedP } from '../../../src/evaluation/resampling/student-t.ts';
import { candidate, drawn } from './candidates.ts';

const SEED = { seed: 1 };

describe('comparePredictions over rows', () => {
  it('finds no difference at all between a model and itself, in any figure', () => {
    const { targets, candidates } = drawn(1, 200, [0.3]);
    const { pairs } = comparePredictions([candidates[0]!, { ...candidates[0]!, name: 'copy' }], targets, SEED);
    expect(pairs[0]!.verdict).toBe('same predictions');
    for (const figure of Object.values(pairs[0]!.figures)) {
      expect(figure).toEqual({
        difference: 0,
        interval: { low: 0, high: 0 },
        better: 0,
        same: 1,
        worse: 0,
        pValue: 1,
        adjustedPValue: 1,
      });
    }
  });

  it('compares log loss by the paired t of what each row adds', () => {
    const targets = Int32Array.of(1, 0, 1, 0);
    const [a, b] = [candidate('a', [0.9, 0.2, 0.7, 0.4]), candidate('b', [0.6, 0.3, 0.6, 0.3])];
    const { ranking, pairs } = comparePredictions([b, a], targets, SEED);
    expect(ranking.map(({ name }) => name)).toEqual(['a', 'b']);
    // −ln of what each gave the class that came, first minus second.
    const differences = [0.6 / 0.9, 0.7 / 0.8, 0.6 / 0.7, 0.7 / 0.6].map(Math.log);
    const scale = Math.sqrt(variance(differences) / 4);
    const { difference, interval, pValue } = pairs[0]!.figures.logLoss!;
    expect(difference).toBeCloseTo(mean(differences), 14);
    // 3.182446 is the 97.5 % point of t at 3 degrees of freedom.
    expect(interval.low).toBeCloseTo(mean(differences) - 3.182_446 * scale, 6);
    expect(interval.high).toBeCloseTo(mean(differences) + 3.182_446 * scale, 6);
    expect(pValue).toBeCloseTo(twoSidedP(mean(differences) / scale, 3), 12);
  });

  it('compares accuracy with a row more that only one has right, on both sides (Bonett & Price 2012)', () => {
    const targets = new Int32Array(98).fill(1);
    // a has 8 rows right that b has wrong, b 1 that a has wrong.
    const a = Array.from(targets, (_, row) => (row < 1 ? 0.4 : 0.6));
    const b = Array.from(targets, (_, row) => (row >= 1 && row < 9 ? 0.4 : 0.6));
    const { pairs } = comparePredictions([candidate('a', a), candidate('b', b)], targets, {
      ...SEED,
      rankBy: 'accuracy',
    });
    const { difference, interval } = pairs[0]!.figures.accuracy!;
    expect(difference).toBeCloseTo(7 / 98, 14);
    // (9 + 2)/100 − (7/100)² over 100, and 1.984723 of t at 97 degrees of freedom.
    const half = 1.984_723 * Math.sqrt((0.11 - 0.07 ** 2) / 100);
    expect(interval.low).toBeCloseTo(0.07 - half, 6);
    expect(interval.high).toBeCloseTo(0.07 + half, 6);
  });

  it('finds the better model where an unpaired test of the same losses does not', () => {
    const { targets, candidates } = drawn(3, 400, [0, 0.6]);
    const { pairs } = comparePredictions(candidates, targets, SEED);
    expect(pairs[0]).toMatchObject({ first: 'a', second: 'b', verdict: 'better' });
    expect(pairs[0]!.figures.logLoss!.pValue).toBeLessThan(0.001);
    const losses = candidates.map(({ probabilities }) =>
      Array.from(targets, (target, row) => -Math.log(probabilities[row * 2 + target]!)),
    );
    const difference = mean(losses[0]!) - mean(losses[1]!);
    const scale = Math.sqrt((variance(losses[0]!) + variance(losses[1]!)) / targets.length);
    expect(twoSidedP(difference / scale, 2 * targets.length - 2)).toBeGreaterThan(0.05);
  });

  it('says the same whatever the order, and of a pair the same whoever else is compared', () => {
    const { targets, candidates } = drawn(4, 300, [0, 0.8, 1.6]);
    const [a, b, c] = candidates as [(typeof candidates)[0], (typeof candidates)[0], (typeof candidates)[0]];
    const alone = comparePredictions([a, c], targets, SEED).pairs[0]!;
    const among = comparePredictions([c, b, a], targets, SEED);
    expect(among.pairs.map(({ first, second }) => first + second)).toEqual(['ab', 'ac', 'bc']);
    for (const [name, figure] of Object.entries(alone.figures)) {
      const { adjustedPValue, ...same } = figure!;
      expect(among.pairs[1]!.figures[name as 'logLoss'], name).toMatchObject(same);
      expect(adjustedPValue).toBe(figure!.pValue);
    }
  });

  it('calls models equal that differ by less than the rope, and undecided those it cannot tell', () => {
    const { targets, candidates } = drawn(5, 3000, [0.1, 0.1]);
    const verdict = (rope: number) => comparePredictions(candidates, targets, { ...SEED, rope }).pairs[0]!.verdict;
    expect(verdict(0.01)).toBe('equal');
    expect(verdict(0.0001)).toBe('undecided');
  });

  it('has for three classes the mean one-vs-rest area, and no figures of a ranking of one class', () => {
    const targets = Int32Array.from({ length: 90 }, (_, row) => row % 3);
    const model = (name: string, right: number) => {
      // One row in ten is taken for the next class.
      const predictions = targets.map((target, row) => (row % 10 === 0 ? (target + 1) % 3 : target));
      const shares = Array.from(predictions, (guess) => [0, 1, 2].map((k) => (k === guess ? right : (1 - right) / 2)));
      return { name, predictions, probabilities: Float64Array.from(shares.flat()) };
    };
    const { ranking, pairs } = comparePredictions([model('a', 0.5), model('b', 0.8)], targets, SEED);
    expect(ranking[0]!.name).toBe('b');
    expect(ranking[0]!.figures.rocAuc).toBeGreaterThan(0.9);
    expect(pairs[0]!.figures).toMatchObject({ averagePrecision: null, capturedByTop10: null });
    expect(pairs[0]!.figures.balancedAccuracy!.difference).toBe(0);
  });

  it('refuses to rank by a figure that the rows do not have', () => {
    const { candidates } = drawn(6, 10, [0, 1]);
    const ask = () => comparePredictions(candidates, new Int32Array(10), { ...SEED, rankBy: 'rocAuc' });
    expect(ask).toThrow('comparePredictions: rankBy is "rocAuc", expected a figure that these rows have');
  });
});

describe('intervals and p-values over rows, in 150 draws of 150 rows', () => {
  const draws = Array.from({ length: 150 }, (_, seed) => {
    const { targets, candidates } = drawn(`draw ${seed}`, 150, [0.5, 0.5]);
    // Sorted by name: who is ahead by chance must not come first.
    const { pairs } = comparePredictions(candidates, targets, SEED);
    return { targets, candidates, pair: pairs[0]! };
  });

  // Of 150 draws with a chance of 5 in 100 each, 16 or more are below 0.05 in 1 of 1,000 cases.
  it.each(['logLoss', 'brierScore', 'rocAuc', 'averagePrecision', 'accuracy', 'balancedAccuracy'] as const)(
    '%s: equal models are called different in at most 15, and the interval leaves 0 out in as many',
    (name) => {
      const figures = draws.map(({ pair }) => pair.figures[name]!);
      const found = figures.filter(({ pValue }) => pValue < 0.05);
      expect(found.length).toBeLessThanOrEqual(15);
      expect(found.every(({ interval }) => interval.low > 0 || interval.high < 0)).toBe(true);
    },
  );

  it('a test that takes a tenth of the variance calls more than half of them different: the check can fail', () => {
    const found = draws.filter(({ pair }) => {
      const { difference, interval } = pair.figures.logLoss!;
      return Math.abs(difference) > (interval.high - interval.low) / 2 / Math.sqrt(10);
    });
    expect(found.length).toBeGreaterThan(60);
  });
});
