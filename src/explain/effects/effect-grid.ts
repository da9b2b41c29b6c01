/**
 * The values of a column at which its effect is looked at: all of them where they are few, else such as have about as
 * many rows between them. Each occurs in the rows.
 */

/** The values that occur, ascending, without those missing. */
export function sortedValues(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).toSorted();
}

/**
 * All distinct values, ascending. Where they are more than `most`, the quantiles 0, 1/q, 2/q, …, 1 with a q at which as
 * many of them differ; a value that many rows share is several quantiles, so q can be far above `most`. They are those of
 * the empirical distribution function (type 1 of Hyndman & Fan 1996, as Apley's ALEPlot takes): observed values, so that
 * whole numbers stay whole, and there is a row from any one up to the next.
 *
 * @param sorted ascending
 * @param most at least 2
 */
export function numberGrid(sorted: Float64Array, most: number): number[] {
  let grid = distinct(sorted);
  if (grid.length <= most) return grid;
  grid = distinct(orderStatistics(sorted, most));
  for (let count = most; count < sorted.length;) {
    count += Math.max(1, most - grid.length);
    const finer = distinct(orderStatistics(sorted, count));
    if (finer.length > most) break;
    grid = finer;
  }
  return grid;
}

function distinct(sorted: Iterable<number>): number[] {
  return [...new Set(sorted)];
}

/** So many of the values, the first and the last among them, with as many between any two; all where they are no more. */
export function orderStatistics(sorted: Float64Array, most: number): number[] {
  const n = sorted.length;
  if (n <= most) return [...sorted];
  return Array.from({ length: most }, (_, i) => sorted[Math.max(0, Math.ceil((n * i) / (most - 1)) - 1)]!);
}

/** How many of the values lie nearer to each point of a grid than to the others; half-way belongs to the lower one. */
export function countNearest(values: Float64Array, grid: readonly number[]): number[] {
  const counts = grid.map(() => 0);
  for (const value of values) {
    if (Number.isNaN(value) || grid.length === 0) continue;
    const above = Math.min(binOf(grid, value), grid.length - 1);
    const isNearerBelow = above > 0 && value - grid[above - 1]! <= grid[above]! - value;
    counts[isNearerBelow ? above - 1 : above]!++;
  }
  return counts;
}

/** The number of the first point that is not below the value; the length of the grid for a value above all. */
export function binOf(grid: readonly number[], value: number): number {
  let [low, high] = [0, grid.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (grid[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
