import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibrateLogits, fitPlatt, fitTemperature } from '../../src/evaluation/calibration.ts';
import type { Calibration } from '../../src/evaluation/calibration.ts';
import { calibrationError } from '../../src/evaluation/intervals/calibration-error.ts';
import { reliabilityTable } from '../../src/evaluation/reliability.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';

interface Golden {
  schema: string;
  cases: {
    columns: number;
    targets: string;
    logits: number[];
    temperature: number;
    platt: [number, number] | null;
  }[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/calibration.json', import.meta.url), 'utf8')) as Golden;

/**
 * Our exp is rounded to float32, by up to 6e-8 of itself, which moves the zero of a slope by about as much: 3e-8 is seen
 * for temperatures, 1e-8 for lines. The tests show wrong ones to be off by more than 1e-3.
 */
const TOLERANCE = 3e-7;

const column = (logits: readonly number[]): Tensor => new Tensor(Float32Array.from(logits), [logits.length, 1]);
const of = (...classes: number[]): Int32Array => Int32Array.from(classes);

function temperatureOf(calibration: Calibration): number {
  if (calibration.method !== 'temperature') throw new Error('not a temperature');
  return calibration.temperature;
}

function lineOf(calibration: Calibration): [slope: number, intercept: number] {
  if (calibration.method !== 'platt') throw new Error('not a line');
  return [calibration.slope, calibration.intercept];
}

function calibrated(calibration: Calibration, logits: Tensor): number[] {
  const out = Tensor.zeros(...logits.shape);
  calibrateLogits(calibration, logits, out);
  return [...out.data];
}

describe('scikit-learn on 24 sets of logits', () => {
  const sets = golden.cases.map(({ columns, targets, logits, ...expected }) => ({
    tensor: new Tensor(
      Float32Array.from(logits, (units) => units / 8),
      [targets.length, columns],
    ),
    targets: Int32Array.from(targets, Number),
    expected,
  }));

  it('agrees on the temperature to 3e-7; of another set it is another', () => {
    expect(golden.schema).toBe('glassnet.golden.calibration/1');
    expect(sets).toHaveLength(24);
    for (const [i, { tensor, targets, expected }] of sets.entries()) {
      const temperature = temperatureOf(fitTemperature(tensor, targets));
      expect(Math.abs(temperature / expected.temperature - 1)).toBeLessThan(TOLERANCE);
      expect(Math.abs(temperature / sets[(i + 1) % 24]!.expected.temperature - 1)).toBeGreaterThan(1e-3);
    }
  });

  it('agrees on slope and intercept to 3e-7; with targets smoothed a tenth as much they are others', () => {
    const withTwoClasses = sets.filter(({ expected }) => expected.platt !== null);
    expect(withTwoClasses).toHaveLength(16);
    for (const { tensor, targets, expected } of withTwoClasses) {
      const [slope, intercept] = lineOf(fitPlatt(tensor, targets));
      expect(Math.abs(slope - expected.platt![0])).toBeLessThan(TOLERANCE);
      expect(Math.abs(intercept - expected.platt![1])).toBeLessThan(TOLERANCE);
      // Each row ten times over: the same minimum, but for targets smoothed less.
      const tenfold = Array.from({ length: 10 }, () => [...tensor.data]).flat();
      const many = new Tensor(Float32Array.from(tenfold), [targets.length * 10, tensor.columns]);
      const manyTargets = Int32Array.from(Array.from({ length: 10 }, () => [...targets]).flat());
      expect(Math.abs(lineOf(fitPlatt(many, manyTargets))[0] - expected.platt![0])).toBeGreaterThan(1e-3);
    }
  });
});

describe('fitTemperature', () => {
  it('grows with the logits: of logits 3 times as large it is 3 times as high', () => {
    const logits = [2, -1, 0.5, -0.5, 1, -2, 0.25, 1.5];
    const targets = of(1, 0, 1, 1, 0, 0, 1, 1);
    const one = temperatureOf(fitTemperature(column(logits), targets));
    const three = temperatureOf(fitTemperature(column(logits.map((z) => 3 * z)), targets));
    expect(three / one).toBeCloseTo(3, 6);
  });

  it('is the same for one logit z and for the pair (c, c + z)', () => {
    const [logits, targets] = [[2, -1, 0.5, -0.5], of(1, 0, 0, 0)];
    const pair = Tensor.from(logits.map((z) => [0.25, 0.25 + z]));
    expect(fitTemperature(pair, targets)).toEqual(fitTemperature(column(logits), targets));
  });

  it('stays at 0.01 where every row is right, at 100 where every row is wrong or logits say nothing', () => {
    expect(temperatureOf(fitTemperature(column([1, -1]), of(1, 0)))).toBe(0.01);
    expect(temperatureOf(fitTemperature(column([1, -1]), of(0, 1)))).toBe(100);
    expect(temperatureOf(fitTemperature(column([0, 0]), of(0, 1)))).toBe(100);
    expect(temperatureOf(fitTemperature(column([1e30, -1e30]), of(0, 1)))).toBe(100);
  });

  it('has the same bits everywhere: 0.5700023786037668 for four rows, in float64 0.5700023828', () => {
    const temperature = temperatureOf(fitTemperature(column([1, -1, 2, -0.5]), of(1, 0, 1, 1)));
    expect(temperature).toBe(0.5700023786037668);
    // The zero of Σ (σ(z/T) − y)·z, found with Math.exp.
    expect(Math.abs(temperature / 0.5700023827979165 - 1)).toBeLessThan(TOLERANCE);
  });

  it('refuses no rows, other shapes and logits that are no numbers', () => {
    expect(() => fitTemperature(Tensor.zeros(0, 2), of())).toThrow(new RangeError('fitTemperature: no rows'));
    expect(() => fitTemperature(Tensor.zeros(2, 2), of(1))).toThrow(RangeError);
    expect(() => fitTemperature(column([1, NaN]), of(1, 0))).toThrow(new RangeError('fitTemperature: logit 1 is NaN'));
  });
});

describe('fitPlatt', () => {
  it('is at a minimum: slopes of the loss within 1e-7 a row, in 300 drawn sets, told apart without fault or not', () => {
    const row = fc.tuple(fc.integer({ min: -800, max: 800 }), fc.nat({ max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.constantFrom(1, 8, 100), (rows, scale) => {
        const logits = rows.map(([units]) => units / scale);
        const targets = Int32Array.from(rows, ([, target]) => target);
        const [slope, intercept] = lineOf(fitPlatt(column(logits), targets));
        expect(slope).toBeGreaterThanOrEqual(0);
        const [bySlope, byIntercept] = lossSlopes(logits, targets, slope, intercept);
        // In units of the logits' size, so that 1e-7 means the same at every scale; 1.2e-8 is seen.
        const size = Math.max(...logits.map(Math.abs), 1e-9);
        expect(Math.abs(byIntercept)).toBeLessThan(1e-7 * rows.length);
        if (slope > 0) expect(Math.abs(bySlope) / size).toBeLessThan(1e-7 * rows.length);
        else expect(bySlope / size).toBeGreaterThan(-1e-7 * rows.length);
        const [byOther] = lossSlopes(logits, targets, slope + 1 / size, intercept);
        expect(Math.abs(byOther - bySlope) / size).toBeGreaterThan(1e-7 * rows.length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('is at a minimum where a step of full length runs away: one logit of -812 among small ones', () => {
    const logits = [-0.227, 0.0117, 87.9, 24.3, 0.68, 9.2, 0.00124, 3.5, 0.00139, -1.81, 0.0255, -812, 0.0459].map(
      Math.fround,
    );
    const targets = Int32Array.from(logits, (z) => Number(z > -100));
    const [slope, intercept] = lineOf(fitPlatt(column(logits), targets));
    expect(slope).toBeGreaterThan(0);
    const [bySlope, byIntercept] = lossSlopes(logits, targets, slope, intercept);
    // A row's part in these sums is at most 812 and 1.
    expect(Math.abs(bySlope) / 812).toBeLessThan(1e-6);
    expect(Math.abs(byIntercept)).toBeLessThan(1e-6);
  });

  it('stays finite where classes are told apart without fault: two rows at 1 and -1 get 2/3 and 1/3', () => {
    const [slope, intercept] = lineOf(fitPlatt(column([1, -1]), of(1, 0)));
    expect(slope).toBeCloseTo(Math.LN2, 6);
    expect(intercept).toBeCloseTo(0, 6);
  });

  it('never turns the ranking round: where the best slope is negative it is 0 and all get the mean target', () => {
    const [slope, intercept] = lineOf(fitPlatt(column([3, 2, 1, -1, -2]), of(0, 0, 0, 1, 1)));
    expect(slope).toBe(0);
    // Smoothed: 2 of 3/4 and 3 of 1/5, in the mean 0.42.
    expect(intercept).toBeCloseTo(Math.log(0.42 / 0.58), 6);
  });

  it('gives slope 0 to logits all equal, and to targets all equal', () => {
    expect(lineOf(fitPlatt(column([5, 5, 5]), of(1, 0, 1)))[0]).toBe(0);
    const [slope, intercept] = lineOf(fitPlatt(column([5, -5, 1]), of(1, 1, 1)));
    expect(Math.abs(slope)).toBeLessThan(1e-6);
    expect(intercept).toBeCloseTo(Math.log(4), 6);
  });

  it('refuses three classes', () => {
    expect(() => fitPlatt(Tensor.zeros(2, 3), of(0, 1))).toThrow(
      new RangeError('fitPlatt: 3 classes, Platt scaling is for 2'),
    );
  });
});

describe('calibrateLogits', () => {
  it('divides by the temperature, in place too', () => {
    const logits = Tensor.from([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    calibrateLogits({ method: 'temperature', temperature: 2 }, logits, logits);
    expect([...logits.data]).toEqual([0.5, 1, 1.5, 2, 2.5, 3]);
  });

  it('draws the line through one logit, and through the distance of two', () => {
    const line = { method: 'platt', slope: 2, intercept: 1 } as const;
    expect(calibrated(line, column([3, -1]))).toEqual([7, -1]);
    const pairs = Tensor.from([[1, 4], [0, -1]]); // prettier-ignore
    expect(calibrated(line, pairs)).toEqual([0, 7, 0, -1]);
    calibrateLogits(line, pairs, pairs);
    expect([...pairs.data]).toEqual([0, 7, 0, -1]);
  });

  it('keeps the order of any two rows, in 200 drawn sets by both methods', () => {
    const row = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.nat({ max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const sorted = rows.toSorted(([a], [b]) => a - b);
        const logits = column(sorted.map(([units]) => units / 8));
        const targets = Int32Array.from(sorted, ([, target]) => target);
        for (const fit of [fitTemperature, fitPlatt]) {
          const values = calibrated(fit(logits, targets), logits);
          for (const [i, value] of values.entries()) expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? -Infinity);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('brings the calibration error of logits 4 times too large from over 0.1 to under 0.03, by both methods', () => {
    const random = createRandom(1);
    const truth = Array.from({ length: 4000 }, () => 6 * random.next() - 3);
    const targets = Int32Array.from(truth, (z) => Number(random.next() < sigmoid(z)));
    const logits = column(truth.map((z) => 4 * z));
    const error = (values: readonly number[]): number =>
      calibrationError(reliabilityTable(targets, values.map(sigmoid)))!.value;
    expect(error([...logits.data])).toBeGreaterThan(0.1);
    for (const fit of [fitTemperature, fitPlatt]) {
      expect(error(calibrated(fit(logits, targets), logits))).toBeLessThan(0.03);
    }
  });
});

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** The slopes of Platt's loss by slope and intercept, in float64. */
function lossSlopes(
  logits: readonly number[],
  targets: Int32Array,
  slope: number,
  intercept: number,
): [bySlope: number, byIntercept: number] {
  const ones = targets.filter((target) => target === 1).length;
  const zeros = targets.length - ones;
  let [bySlope, byIntercept] = [0, 0];
  for (const [row, z] of logits.entries()) {
    const goal = targets[row] === 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2);
    const difference = sigmoid(slope * z + intercept) - goal;
    bySlope += difference * z;
    byIntercept += difference;
  }
  return [bySlope, byIntercept];
}
