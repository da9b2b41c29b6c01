import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/data/cells/number.ts';
import { meanAndDeviation, StandardScaler } from '../../../src/preprocessing/features/standard-scaler.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { allRows, uniformNumbers } from '../../support/tables.ts';

interface Certified {
  readonly name: string;
  readonly csv: string;
  readonly certified_mean: number;
  readonly certified_sd_n_minus_1: number;
}

/** Log relative error: the number of correct digits; 16 for an exact result (NIST StRD's own measure, as in ITL). */
function correctDigits(value: number, certified: number): number {
  return value === certified ? 16 : -Math.log10(Math.abs(value - certified) / Math.abs(certified));
}

/** NIST certifies the deviation with the divisor n − 1; the scaler's has n. */
function sampleDeviation(values: Float64Array): number {
  const n = values.length;
  return meanAndDeviation(values, allRows(n)).deviation * Math.sqrt(n / (n - 1));
}

/** Made like NIST's NumAcc4: one value of base + 0.2, then 500 pairs of base + 0.1 and base + 0.3. Mean base + 0.2, sd 0.1. */
function numAcc(base: number): Float64Array {
  const pairs = Array.from({ length: 500 }, () => [`${base}.1`, `${base}.3`]).flat();
  return Float64Array.from([`${base}.2`, ...pairs], Number);
}

/** The textbook formula in one pass, √((Σx² − (Σx)²/n) / (n − 1)): the negative control. */
function onePassDeviation(values: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt((squares - (sum * sum) / values.length) / (values.length - 1));
}

function scaled(columns: readonly Float64Array[], scaler: StandardScaler, rows = allRows(columns[0]!.length)): Tensor {
  const out = Tensor.zeros(rows.length, columns.length);
  scaler.transform(columns, rows, out);
  return out;
}

const folder = new URL('../../../../shared/corpora/numerics/', import.meta.url);
const here = existsSync(folder);

describe.skipIf(!here)('NIST StRD (skipped where ../shared/corpora/numerics is not there)', () => {
  const sets: Certified[] = here ? JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')).nist_strd : [];

  it('has 8 univariate sets', () => {
    expect(sets).toHaveLength(8);
  });

  it.each(sets)('$name: the mean has 14 correct digits, the deviation 8', (set) => {
    const lines = readFileSync(new URL(set.csv, folder), 'utf8').trim().split(/\r?\n/).slice(1);
    const values = Float64Array.from(lines, (line) => parseNumber(line));
    expect(correctDigits(meanAndDeviation(values, allRows(values.length)).mean, set.certified_mean)).toBeGreaterThan(
      14,
    );
    // NumAcc4's decimals aren't binary fractions: rounding them to float64 alone leaves 8.3 digits of its deviation.
    expect(correctDigits(sampleDeviation(values), set.certified_sd_n_minus_1)).toBeGreaterThan(8);
  });
});

describe('statistics', () => {
  it.each([
    [1, 14],
    [1_000_000, 9],
    [10_000_000, 8],
  ])('of 1,001 values of %d + 0.1 to 0.3: mean to 14 digits, deviation to %d', (base, digits) => {
    const values = numAcc(base);
    expect(correctDigits(meanAndDeviation(values, allRows(1001)).mean, Number(`${base}.2`))).toBeGreaterThan(14);
    expect(correctDigits(sampleDeviation(values), 0.1)).toBeGreaterThan(digits);
  });

  it('control: the one-pass formula and float32 input have no correct digit of the deviation at 10,000,000', () => {
    const values = numAcc(10_000_000);
    expect(correctDigits(onePassDeviation(values), 0.1)).not.toBeGreaterThan(1);
    expect(correctDigits(sampleDeviation(Float64Array.from(values, Math.fround)), 0.1)).not.toBeGreaterThan(1);
  });

  it('have the divisor n: 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and deviation 2', () => {
    const values = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);
    expect(meanAndDeviation(values, allRows(8))).toEqual({ mean: 5, deviation: 2 });
  });

  it('of equal values: the deviation is exactly 0 and the mean the value (500 values, up to 200 times)', () => {
    const value = fc.double({ noNaN: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 200 }), (x, n) => {
        const { mean, deviation } = meanAndDeviation(new Float64Array(n).fill(x), allRows(n));
        expect(deviation).toBe(0);
        expect(mean === x).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('of no rows are refused', () => {
    expect(() => meanAndDeviation(Float64Array.of(1), new Int32Array(0))).toThrow(RangeError);
  });
});

describe('fit', () => {
  it('a constant feature gets scale 1 and becomes 0', () => {
    const columns = [Float64Array.of(0.1, 0.1, 0.1), Float64Array.of(1, 2, 3)];
    const scaler = StandardScaler.fit(columns, allRows(3));
    expect(scaler.scales[0]).toBe(1);
    expect([...scaled(columns, scaler).data].filter((_, i) => i % 2 === 0)).toEqual([0, 0, 0]);
  });

  it('a feature that is constant in the given rows only counts as constant', () => {
    const columns = [Float64Array.of(5, 5, 8)];
    expect(StandardScaler.fit(columns, Int32Array.of(0, 1)).scales).toEqual([1]);
    expect(StandardScaler.fit(columns, allRows(3)).scales).toEqual([Math.SQRT2]);
  });

  it('looks at the given rows only: 1,000 changes of the other rows change no bit', () => {
    const rows = Int32Array.of(4, 0, 2);
    const base = [0, 1, 2, 3, 4].map((i) => 0.1 * i);
    const { means, scales } = StandardScaler.fit([Float64Array.from(base)], rows);
    fc.assert(
      fc.property(fc.double(), fc.double(), (first, second) => {
        const changed = Float64Array.from(base);
        [changed[1], changed[3]] = [first, second];
        expect(StandardScaler.fit([changed], rows)).toMatchObject({ means, scales });
      }),
      { seed: 1, numRuns: 1000 },
    );
    const changed = Float64Array.from(base);
    changed[2] = 0.21;
    expect(StandardScaler.fit([changed], rows).means).not.toEqual(means);
  });

  it('a row given twice counts twice', () => {
    expect(StandardScaler.fit([Float64Array.of(0, 3)], Int32Array.of(0, 1, 1)).means).toEqual([2]);
  });

  it.each([
    ['1e308, whose sum overflows', [1e308, 1e308, -1e308]],
    ['1e200, whose squares overflow', [1e200, -1e200, 0]],
    ['NaN', [1, NaN, 2]],
    ['Infinity', [1, Infinity, 2]],
  ])('refuses %s, with a RangeError that names the feature', (_, values) => {
    const columns = [Float64Array.of(1, 2, 3), Float64Array.from(values)];
    expect(() => StandardScaler.fit(columns, allRows(3))).toThrow(RangeError);
    expect(() => StandardScaler.fit(columns, allRows(3))).toThrow('feature 1');
  });

  it('takes values up to 1e150 and down to 1e-150', () => {
    for (const size of [1e150, 1e-150]) {
      const { scales } = StandardScaler.fit([Float64Array.of(-size, size)], allRows(2));
      expect(scales[0]! / size).toBeCloseTo(1, 12);
    }
  });
});

describe('transform', () => {
  it('is (x − mean) / sd, by hand: 1, 2, 3 and 10, 10, 40', () => {
    const columns = [Float64Array.of(1, 2, 3), Float64Array.of(10, 10, 40)];
    const z = scaled(columns, StandardScaler.fit(columns, allRows(3)));
    // sd are √(2/3) and √200.
    const [a, b] = [1 / Math.sqrt(2 / 3), 10 / Math.sqrt(200)];
    expect(z.data).toEqual(Float32Array.of(-a, -b, 0, -b, a, 2 * b));
  });

  it('takes rows in the order given, twice where asked', () => {
    const columns = [Float64Array.of(1, 2, 3)];
    const out = scaled(columns, new StandardScaler([1], [0.5]), Int32Array.of(2, 0, 2));
    expect([...out.data]).toEqual([4, 0, 4]);
  });

  it('leaves mean 0 and deviation 1 of 500 rows to 1e-6', () => {
    const columns = [uniformNumbers(500, -3, 9), uniformNumbers(500, 1e6, 1e6 + 1)].map((v) => Float64Array.from(v));
    const z = scaled(columns, StandardScaler.fit(columns, allRows(500)));
    for (const j of [0, 1]) {
      const column = Float64Array.from({ length: 500 }, (_, i) => z.data[2 * i + j]!);
      const { mean, deviation } = meanAndDeviation(column, allRows(500));
      // Each z is rounded to float32: at most 6e-8 of values below 2.
      expect(Math.abs(mean)).toBeLessThan(1e-6);
      expect(Math.abs(deviation - 1)).toBeLessThan(1e-6);
    }
  });

  it.each([1000, 1e-3, -7])('of columns × %d gives the same |z| to 1e-6', (factor) => {
    const column = Float64Array.from(uniformNumbers(300, -2, 5));
    const larger = column.map((value) => value * factor);
    const z = scaled([column], StandardScaler.fit([column], allRows(300))).data;
    const other = scaled([larger], StandardScaler.fit([larger], allRows(300))).data;
    for (let i = 0; i < 300; i++) expect(Math.abs(z[i]! - Math.sign(factor) * other[i]!)).toBeLessThan(1e-6);
    // Control: without fitting anew, the first z alone is off by far more.
    const unfitted = scaled([larger], StandardScaler.fit([column], allRows(300))).data;
    expect(Math.abs(z[0]! - unfitted[0]!)).toBeGreaterThan(1e-2);
  });

  it('changes neither its columns nor its rows', () => {
    const [column, rows] = [Float64Array.of(3, 1, 2), Int32Array.of(2, 1)];
    const columns = Object.freeze([column]);
    scaled(columns, StandardScaler.fit(columns, rows), rows);
    expect(column).toEqual(Float64Array.of(3, 1, 2));
    expect(rows).toEqual(Int32Array.of(2, 1));
  });

  it.each([
    ['one column too few', 1, [2, 2]],
    ['an out of too few rows', 2, [1, 2]],
    ['an out of too many columns', 2, [2, 3]],
  ])('refuses %s', (_, columnCount, shape) => {
    const columns = Array.from({ length: columnCount }, () => Float64Array.of(1, 2));
    const scaler = new StandardScaler([0, 0], [1, 1]);
    expect(() => scaler.transform(columns, allRows(2), Tensor.zeros(...shape))).toThrow(RangeError);
  });
});
