import { describe, expect, it } from 'vitest';
import { plainCalibrationError } from '../../../bench/coverage/former-intervals.ts';
import { calibrationError } from '../../../src/evaluation/intervals/calibration-error.ts';
import { foldedNormal } from '../../../src/evaluation/intervals/folded-normal.ts';
import { reliabilityTable, type ReliabilityBin } from '../../../src/evaluation/reliability.ts';
import { createRandom } from '../../../src/random.ts';
import { golden } from './golden-intervals.ts';

describe('foldedNormal', () => {
  it("has SciPy's mean, variance and third moment to 1e-12 of the size of their terms, at 12 distances from 0", () => {
    for (const [centre, mean, variance, third] of golden.folded) {
      const moments = foldedNormal(centre);
      // The third is a difference of cubes: its terms cancel, here and in SciPy.
      const tolerance = 1e-12 * (1 + centre ** 3);
      expect(Math.abs(moments.mean - mean)).toBeLessThan(tolerance);
      expect(Math.abs(moments.variance - variance)).toBeLessThan(tolerance);
      expect(Math.abs(moments.third - third)).toBeLessThan(tolerance);
    }
  });
});

describe('calibrationError', () => {
  it("agrees with an independent reckoning on SciPy's folded normals to 1e-9, in 30 drawn tables", () => {
    for (const { bins, value, low, high } of golden.calibration) {
      const found = calibrationError(bins.map(binOf))!;
      // SciPy's root stops at 1e-14, and the moments cancel.
      expect(Math.abs(found.value - value)).toBeLessThan(1e-12);
      expect(Math.abs(found.interval.low - low)).toBeLessThan(1e-9);
      expect(Math.abs(found.interval.high - high)).toBeLessThan(1e-9);
    }
    expect(golden.calibration.some(({ low }) => low > 0.01)).toBe(true);
  });

  it('takes the noise off the square of a gap: of 100 rows at 0.5, 70 came true, √(0.2² − q·(1 − q)/100)', () => {
    const q = 70.5 / 101;
    const table = [binOf([100, 70, 50 * 64])];
    expect(calibrationError(table)!.value).toBeCloseTo(Math.sqrt(0.04 - (q * (1 - q)) / 100), 14);
    expect(plainCalibrationError(table)).toBeCloseTo(0.2, 14);
  });

  it('is 0 of rows that keep their word, nearly 1 of certainty that is always wrong, and null of no rows', () => {
    const kept = calibrationError(reliabilityTable([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]))!;
    expect(kept.value).toBe(0);
    expect(kept.interval.low).toBe(0);
    // Four rows tell next to nothing.
    expect(kept.interval.high).toBeGreaterThan(0.3);
    const wrong = Array.from({ length: 100 }, (_, row) => row % 2);
    const certain = calibrationError(
      reliabilityTable(
        wrong,
        wrong.map((target) => 1 - target),
      ),
    )!;
    expect(certain.value).toBeGreaterThan(0.99);
    expect(certain.interval.low).toBeGreaterThan(0.9);
    expect(calibrationError(reliabilityTable([], []))).toBeNull();
  });

  it.each([
    ['none', (p: number) => p],
    ['0.03 in every bin', (p: number) => Math.min(p + 0.03, 1)],
    ['too sure of itself', (p: number) => 0.5 + 0.7 * (p - 0.5)],
    ['0.3 in one bin', (p: number) => (p > 0.4 && p <= 0.5 ? p + 0.3 : p)],
  ])('covers an error of %s in at least 94 of 100 sets of 500 rows', (_, truthOf) => {
    const random = createRandom('calibration');
    const [sets, rows] = [400, 500];
    let [covered, value, plain] = [0, 0, 0];
    for (let set = 0; set < sets; set++) {
      const probabilities = Array.from({ length: rows }, () => random.next() ** 2);
      const targets = probabilities.map((p) => Number(random.next() < truthOf(p)));
      const table = reliabilityTable(targets, probabilities);
      const found = calibrationError(table)!;
      const truth = trueError(truthOf);
      covered += Number(found.interval.low <= truth && truth <= found.interval.high);
      value += found.value / sets;
      plain += plainCalibrationError(table) / sets;
    }
    // 400 sets leave a standard error of 1.1 points.
    expect(covered / sets).toBeGreaterThan(0.94);
    // Noise makes the plain error larger; without it the figure is off by less.
    const truth = trueError(truthOf);
    expect(plain).toBeGreaterThan(truth);
    expect(Math.abs(value - truth)).toBeLessThan((plain - truth) * 0.7);
  });
});

/** Σ |mean of truth − probability| over the ten bins, by quantiles of the probabilities. */
function trueError(truthOf: (p: number) => number): number {
  const points = Array.from({ length: 20_000 }, (_, i) => ((i + 0.5) / 20_000) ** 2);
  const sums = Array.from({ length: 10 }, () => 0);
  for (const p of points) sums[Math.max(Math.ceil(p * 10) - 1, 0)]! += (truthOf(p) - p) / points.length;
  return sums.reduce((sum, one) => sum + Math.abs(one), 0);
}

function binOf([count, positives, sixtyFourths]: readonly [number, number, number]): ReliabilityBin {
  const known = { meanProbability: sixtyFourths / 64 / count, observedShare: positives / count };
  return { from: 0, to: 1, count, ...(count === 0 ? { meanProbability: null, observedShare: null } : known) };
}
