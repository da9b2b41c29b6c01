/**
 * Permutation importance (Breiman 2001, section 10; Fisher, Rudin & Dominici 2019, eq. 3): how much the loss on held-out
 * rows rises when a column's values are dealt out anew among them, so that they say nothing any more.
 *
 *   dᵢ = (1/S)·Σₛ L(row i with the column of row πₛ(i)) − L(row i)      importance = d̄ ± t₀.₉₇₅(n − 1)·s(d)/√n
 *
 * Rows are what another sample would change, so the interval is over rows; that of S shuffles of the same rows says only
 * how often one shuffled, and holds the truth in few cases (docs/coverage.md). It is cautious: what a value adds to the
 * loss in any row cancels in d̄, and is part of s(d) nonetheless. Nothing is cut at 0: a column of noise lies on either
 * side of it.
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
  /** Times that each row takes the values of another one. */
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
  const columns = groups.map((group): ColumnImportance => {
    const changes = meanOf(lossChanges({ loss, inputs, before, order, shuffles }, group.ranges));
    const half = reach * Math.sqrt(variance(changes));
    const increase = mean(changes);
    return { columns: group.columns, increase, interval: { low: increase - half, high: increase + half } };
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
 * What each shuffle adds to the loss of each row [shuffles][n]. In shuffle s a row takes the values of the row that stands
 * s places behind it in the random order, so none keeps its own, and none meets another twice.
 */
function lossChanges(rows: ShuffledRows, ranges: readonly InputRange[]): Float64Array[] {
  const { loss, inputs, before, order, shuffles } = rows;
  const n = inputs.rows;
  const permuted = new Tensor(inputs.data.slice(), inputs.shape);
  return Array.from({ length: shuffles }, (_, s) => {
    for (let place = 0; place < n; place++) {
      copyRanges(inputs, order[(place + s + 1) % n]!, permuted, order[place]!, ranges);
    }
    return loss(permuted).map((after, row) => after - before[row]!);
  });
}

function copyRanges(from: Tensor, row: number, to: Tensor, toRow: number, ranges: readonly InputRange[]): void {
  const d = from.columns;
  for (const { start, end } of ranges) {
    for (let j = start; j < end; j++) to.data[toRow * d + j] = from.data[row * d + j]!;
  }
}

/** Of each row over the shuffles [n]. */
function meanOf(shuffles: readonly Float64Array[]): number[] {
  const [first, ...others] = shuffles as [Float64Array, ...Float64Array[]];
  const sums = [...first];
  for (const changes of others) for (let row = 0; row < sums.length; row++) sums[row]! += changes[row]!;
  return sums.map((sum) => sum / shuffles.length);
}
