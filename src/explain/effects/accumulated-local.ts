/**
 * Accumulated local effects of the first order (Apley & Zhu 2020, eq. 15 and 16): the answer's changes between
 * neighbouring points z, each averaged over the rows whose own value lies between the two, and added up.
 *
 *   g(z₀) = 0,   g(zₖ) = g(zₖ₋₁) + mean over rows with zₖ₋₁ < x ≤ zₖ of f(zₖ, others) − f(zₖ₋₁, others)
 *
 * Rows are moved within their bin only, so the model isn't asked about combinations far from any row. Where the paper
 * centres g at 0, here its mean over the rows is that of the answers, so that it stands beside partial dependence; and
 * between points g is a straight line there, where the paper takes the upper point.
 */
import { binOf } from './effect-grid.ts';

export interface LocalParts {
  /** The points z [G], ascending, from the smallest to the largest value of the rows. */
  readonly grid: readonly number[];
  /** Each row's own value; NaN for a missing one, whose row is left out [m]. */
  readonly values: Float64Array;
  /** The answer for each row at each point, row-major [m, columns], the points of the grid being the first columns. */
  readonly answers: Float64Array;
  /** The answer for each row as it is [m]. */
  readonly own: Float64Array;
}

/** The accumulated effect at each point [G]; a bin without rows adds nothing. */
export function accumulatedLocal({ grid, values, answers, own }: LocalParts): Float64Array {
  const columns = answers.length / values.length;
  const [changes, counts] = [new Float64Array(grid.length), new Int32Array(grid.length)];
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    // The first bin holds its lower end, too.
    const bin = Math.max(binOf(grid, value), 1);
    if (bin === grid.length) continue;
    changes[bin]! += answers[row * columns + bin]! - answers[row * columns + bin - 1]!;
    counts[bin]!++;
  }
  const effect = new Float64Array(grid.length);
  for (let bin = 1; bin < grid.length; bin++) effect[bin] = effect[bin - 1]! + changes[bin]! / (counts[bin]! || 1);
  let [shift, present] = [0, 0];
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    shift += own[row]! - between(grid, effect, value);
    present++;
  }
  return effect.map((sum) => sum + shift / present);
}

/** The effect on the straight line between two points. */
function between(grid: readonly number[], effect: Float64Array, value: number): number {
  const above = Math.min(Math.max(binOf(grid, value), 1), grid.length - 1);
  if (above === 0) return effect[0]!;
  const share = (value - grid[above - 1]!) / (grid[above]! - grid[above - 1]!);
  return effect[above - 1]! + share * (effect[above]! - effect[above - 1]!);
}
