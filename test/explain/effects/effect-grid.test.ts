import { describe, expect, it } from 'vitest';
import { countNearest, numberGrid, orderStatistics, sortedValues } from '../../../src/explain/effects/effect-grid.ts';
import { createRandom } from '../../../src/random.ts';
import { asNumbers, golden } from '../golden-effects.ts';

const sorted = sortedValues(asNumbers(golden.rows.map(([x]) => x)));

describe('the points of a column', () => {
  it("are NumPy's quantiles of the inverted distribution function", () => {
    expect([...new Set(orderStatistics(sorted, 12))]).toEqual(golden.grid);
  });

  it('are all values where they are few', () => {
    expect(numberGrid(Float64Array.of(0, 0, 1, 1, 3), 3)).toEqual([0, 1, 3]);
    expect(numberGrid(Float64Array.of(), 3)).toEqual([]);
  });

  it('are values that occur, ascending, the ends among them, and nearly as many as asked for where most rows share one', () => {
    const random = createRandom(1);
    const values = Float64Array.from({ length: 500 }, () => (random.next() < 0.7 ? 0 : 100 * random.next() ** 3));
    const ascending = sortedValues(values);
    const grid = numberGrid(ascending, 20);
    expect(grid).toEqual([...new Set(grid)].toSorted((a, b) => a - b));
    expect(grid.every((value) => values.includes(value))).toBe(true);
    expect([grid[0], grid.at(-1)]).toEqual([ascending[0], ascending.at(-1)]);
    expect(grid.length).toBeGreaterThanOrEqual(18);
    expect(grid.length).toBeLessThanOrEqual(20);
    // Quantiles as they come are a third of that.
    expect(new Set(orderStatistics(ascending, 20)).size).toBeLessThan(8);
  });

  it('have every row with a value near one of them', () => {
    const values = Float64Array.of(0, 4, 4.9, 5, 5.1, 9, NaN, 40);
    expect(countNearest(values, [0, 10, 20])).toEqual([3, 2, 1].map((n, i) => n + [1, 0, 0][i]!));
    expect(countNearest(values, [])).toEqual([]);
  });
});
