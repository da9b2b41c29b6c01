import { describe, expect, it } from 'vitest';
import { accumulatedLocal } from '../../../src/explain/effects/accumulated-local.ts';
import { numberGrid, sortedValues } from '../../../src/explain/effects/effect-grid.ts';
import { conditionalAnswers, partialDependence } from '../../../src/explain/effects/partial-dependence.ts';
import type { RowFunction } from '../../../src/explain/row-functions.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { asNumbers, golden } from '../golden-effects.ts';

type Formula = (x: number, y: number) => number;

/** Both curves of a model of two columns for x, the answers behind them, and where they are. */
function curves(rows: readonly (readonly number[])[], formula: Formula) {
  const inputs = Tensor.from(rows);
  const answer: RowFunction = ({ data }) =>
    Float64Array.from({ length: data.length / 2 }, (_, row) => formula(data[2 * row]!, data[2 * row + 1]!));
  const values = Float64Array.from({ length: rows.length }, (_, row) => inputs.data[2 * row]!);
  const grid = numberGrid(sortedValues(values), 20);
  const encoded = new Tensor(Float32Array.from(grid), [grid.length, 1]);
  const answers = conditionalAnswers(answer, inputs, { start: 0, end: 1 }, encoded);
  const partial = partialDependence(answers, grid.length);
  const local = accumulatedLocal({ grid, values, answers, own: answer(inputs) });
  return { grid, values, answers, partial, local };
}

/**
 * The standard error of (ALE − PDP at a point) − (the same at the first point): the first adds up the means of differing
 * rows in each bin, the second is a mean over all rows.
 */
function standardErrors({ grid, values, answers }: ReturnType<typeof curves>): number[] {
  const points = grid.length;
  const rowsIn = grid.map((_, bin) =>
    [...values.keys()].filter((row) => values[row]! <= grid[bin]! && (bin === 1 || values[row]! > grid[bin - 1]!)),
  );
  const variance = (of: readonly number[]) => {
    const mean = of.reduce((sum, value) => sum + value, 0) / of.length;
    return of.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (of.length - 1) / of.length;
  };
  let added = 0;
  return grid.map((_, point) => {
    if (point === 0) return 0;
    const changes = rowsIn[point]!.map((row) => answers[row * points + point]! - answers[row * points + point - 1]!);
    added += variance(changes);
    const whole = [...values.keys()].map((row) => answers[row * points + point]! - answers[row * points]!);
    return Math.sqrt(added + variance(whole));
  });
}

/** How far the two curves lie apart, beside what they start with, in standard errors: the farthest point's. */
function farthest(drawn: ReturnType<typeof curves>): number {
  const { partial, local, grid } = drawn;
  const errors = standardErrors(drawn);
  return Math.max(
    ...grid.slice(1).map((_, i) => {
      const apart = local[i + 1]! - partial[i + 1]! - (local[0]! - partial[0]!);
      return Math.abs(apart) / errors[i + 1]!;
    }),
  );
}

/** Rows of a uniform x in [0, 1), and of y = share·x + (1 − share)·noise. */
function rowsWith(share: number, n = 2000): number[][] {
  const random = createRandom(7, `rows ${share}`);
  return Array.from({ length: n }, () => {
    const x = random.next();
    return [x, share * x + (1 - share) * random.next()];
  });
}

describe('accumulated local effects', () => {
  it('agree with NumPy to 1e-12, as partial dependence does, rows with a missing value left out', () => {
    const { grid, rows } = golden;
    const values = asNumbers(rows.map(([x]) => x));
    const answers = Float64Array.from(golden.answers.flat());
    const own = Float64Array.from(golden.own);
    const local = accumulatedLocal({ grid, values, answers, own });
    for (const [k, value] of golden.accumulatedLocal.entries()) expect(local[k]).toBeCloseTo(value, 12);
    const partial = partialDependence(answers, grid.length + 1);
    for (const [k, value] of golden.partialDependence.entries()) expect(partial[k]).toBeCloseTo(value, 12);
    // Two wrong readings are off by far more: the bins one to the left, and no shift.
    const shifted = accumulatedLocal({ grid, values: values.map((x) => x - 0.3), answers, own });
    expect(Math.max(...golden.accumulatedLocal.map((value, k) => Math.abs(shifted[k]! - value)))).toBeGreaterThan(0.01);
    expect(Math.abs(local[0]!)).toBeGreaterThan(1);
  });

  it('run parallel to partial dependence to 1e-12 in an additive model, however the columns go together', () => {
    const { grid, partial, local } = curves(rowsWith(0.9), (x, y) => Math.sin(5 * x) + y * y);
    for (const k of grid.keys()) expect(local[k]! - local[0]!).toBeCloseTo(partial[k]! - partial[0]!, 12);
  });

  it('equal partial dependence within 3.5 standard errors if columns are independent; not if they go together', () => {
    const interaction: Formula = (x, y) => x * x + Math.sin(3 * x) * y + x * y * y;
    // 19 points, which move together: the largest of them lies beyond 3.5 less than once in 100.
    expect(farthest(curves(rowsWith(0), interaction))).toBeLessThan(3.5);
    expect(farthest(curves(rowsWith(0.8), interaction))).toBeGreaterThan(10);
  });

  it('ignore an impossible corner that partial dependence falls for', () => {
    // y stays within 0.1 of x. There the answer is x / 2; elsewhere it is 1.
    const rows = rowsWith(0.9);
    const cornered: Formula = (x, y) => (Math.abs(y - x) < 0.25 ? x / 2 : 1);
    const { grid, partial, local } = curves(rows, cornered);
    for (const [k, x] of grid.entries()) {
      // The mean of the answers is that of x / 2, to which both are moved.
      expect(Math.abs(local[k]! - x / 2)).toBeLessThan(1e-6);
    }
    const off = grid.map((x, k) => Math.abs(partial[k]! - x / 2));
    expect(Math.min(...off)).toBeGreaterThan(0.2);
    // Without the corner both say the same.
    const plain = curves(rows, (x) => x / 2);
    for (const [k, x] of plain.grid.entries()) expect(plain.partial[k]).toBeCloseTo(x / 2, 12);
  });

  it('have the mean of the answers over the rows, at values between the points, too', () => {
    const rows = rowsWith(0.5, 300);
    const formula: Formula = (x, y) => Math.sin(9 * x) * y;
    const { grid, values, local } = curves(rows, formula);
    const at = (x: number) => {
      const k = Math.max(
        1,
        grid.findIndex((z) => z >= x),
      );
      return local[k - 1]! + ((x - grid[k - 1]!) / (grid[k]! - grid[k - 1]!)) * (local[k]! - local[k - 1]!);
    };
    const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
    const { data } = Tensor.from(rows);
    const own = rows.map((_, row) => formula(data[2 * row]!, data[2 * row + 1]!));
    expect(mean([...values].map(at))).toBeCloseTo(mean(own), 12);
  });

  it('are the mean answer where a column has one value, and no number where it has none', () => {
    const parts = { answers: Float64Array.of(1, 2, 6), own: Float64Array.of(1, 2, 6) };
    expect([...accumulatedLocal({ ...parts, grid: [4], values: Float64Array.of(4, 4, 4) })]).toEqual([3]);
    expect([...accumulatedLocal({ ...parts, grid: [], values: new Float64Array(3).fill(NaN) })]).toEqual([]);
  });
});
