/**
 * Permutation importance (Breiman 2001, section 10; Fisher, Rudin & Dominici 2019, eq. 3): how much the loss on held-out
 * rows rises when a column's values are dealt out anew among them, so that they say nothing any more. With h(i, j) the
 * rise in row i when it borrows the column of row j, each row borrowing from S others and lending to S others,
 *
 *   importance = mean of all h,   Bᵢ = mean of its h as a borrower,   Lᵢ = mean of those that it lends to
 *   dᵢ = Bᵢ + Lᵢ − importance,    importance ± t₀.₉₇₅(n − 1)·s/√n,    s² = var(d) − max(V_B, V_L)/S
 *
 * The interval is over rows, which another sample would change, and a row counts in both its roles (the projection of a
 * U-statistic, Hoeffding 1948): without what it lends, a column of few extreme values looks surer than it is. V is the mean
 * variance of the S figures behind a B, or an L: what too few of them add to var(d), at most half of which is taken off.
 * An interval over the S shuffles says only how often one shuffled, and seldom holds the truth (docs/coverage.md).
 * Nothing is cut at 0: a column of noise lies on either side of it.
 */
import { mean, variance } from '../../evaluation/resampling/corrected-t.ts';
import { studentQuantile } from '../../evaluation/resampling/student-t.ts';
import type { Random } from '../../random.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { ColumnImportance, Importance } from '../explanation-document.ts';
import type { InputRange } from '../raw-columns.ts';
import type { RowFunction } from '../row-functions.ts';

/** Columns whose inputs are permuted together. */
export interface ColumnGroup {
  readonly columns: readonly string[];
  readonly ranges: readonly InputRange[];
}

export interface PermutationParts {
  /** The log loss of each row. */
  readonly loss: RowFunction;
  /** Held-out rows [n, d], n at least 2. */
  readonly inputs: Tensor;
  readonly groups: readonly ColumnGroup[];
  /** S; from 2 on, the interval is no wider than it has to be. */
  readonly shuffles: number;
  readonly random: Random;
}

export function permutationImportance(parts: PermutationParts): Importance {
  const { loss, inputs, groups } = parts;
  const n = inputs.rows;
  const before = loss(inputs);
  const shuffles = Math.min(parts.shuffles, n - 1);
  const order = parts.random.shuffle(Int32Array.from({ length: n }, (_, row) => row));
  const reach = studentQuantile(0.05, n - 1) / Math.sqrt(n);
  const columns = groups.map(({ columns: names, ranges }): ColumnImportance => {
    const { increase, spread } = measure({ loss, inputs, before, order, shuffles }, ranges);
    const half = reach * Math.sqrt(spread);
    return { columns: names, increase, interval: { low: increase - half, high: increase + half } };
  });
  return {
    figure: 'logLoss',
    baseline: mean([...before]),
    shuffles,
    columns: columns.toSorted((a, b) => b.increase - a.increase),
  };
}

interface ShuffledRows {
  readonly loss: RowFunction;
  readonly inputs: Tensor;
  /** The loss of each row as it is [n]. */
  readonly before: Float64Array;
  /** All rows in a random order [n]. */
  readonly order: Int32Array;
  readonly shuffles: number;
}

/**
 * The importance, and s². In shuffle s a row borrows from the row that stands s places behind it in the random order, so
 * none keeps its own value, and none meets another twice.
 */
function measure(rows: ShuffledRows, ranges: readonly InputRange[]): { increase: number; spread: number } {
  const { loss, inputs, before, order, shuffles } = rows;
  const n = inputs.rows;
  const permuted = new Tensor(inputs.data.slice(), inputs.shape);
  const [borrowed, lent] = [new Float64Array(n), new Float64Array(n)];
  let [sum, squares] = [0, 0];
  for (let shuffle = 1; shuffle <= shuffles; shuffle++) {
    const lenderOf = (place: number) => order[(place + shuffle) % n]!;
    for (let place = 0; place < n; place++) copyRanges(inputs, lenderOf(place), permuted, order[place]!, ranges);
    const after = loss(permuted);
    for (let place = 0; place < n; place++) {
      const row = order[place]!;
      const rise = after[row]! - before[row]!;
      borrowed[row]! += rise / shuffles;
      lent[lenderOf(place)]! += rise / shuffles;
      sum += rise;
      squares += rise * rise;
    }
  }
  const increase = sum / (n * shuffles);
  const ofRows = variance(Array.from(borrowed, (rise, row) => rise + lent[row]! - increase));
  if (shuffles === 1) return { increase, spread: ofRows };
  const within = (means: Float64Array) => {
    const between = means.reduce((total, rise) => total + rise * rise, 0);
    return (squares / shuffles - between) / (n * (shuffles - 1));
  };
  return { increase, spread: Math.max(ofRows - Math.max(within(borrowed), within(lent)), ofRows / 2) };
}

function copyRanges(from: Tensor, row: number, to: Tensor, toRow: number, ranges: readonly InputRange[]): void {
  const d = from.columns;
  for (const { start, end } of ranges) {
    for (let j = start; j < end; j++) to.data[toRow * d + j] = from.data[row * d + j]!;
  }
}
