/**
 * How closely two columns go together, from 0 to 1, whatever they hold:
 *
 *   two numbers           |Spearman's rank correlation| (1904)
 *   a number and levels   √ε² of the ranks: the correlation ratio less what chance gives (Kelley 1935)
 *   two columns of levels Cramér's V less what chance gives (Bergsma 2013, eq. 7)
 *
 * Rows in which either is missing are left out.
 */
import type { Column } from '../../data/table.ts';

/** Some cells of a column as ranks, or as codes of levels; NaN where missing [n]. */
export interface Ordered {
  readonly isNumber: boolean;
  readonly values: Float64Array;
  /** Levels that a column may have; 0 for numbers. */
  readonly levels: number;
}

/** @param rows whose cells are looked at [n] */
export function ordered(column: Column, rows: ArrayLike<number>): Ordered {
  if (column.kind === 'number') {
    return { isNumber: true, values: midRanks(Float64Array.from(rows, (row) => column.values[row]!)), levels: 0 };
  }
  const values = Float64Array.from(rows, (row) => (column.codes[row] === -1 ? Number.NaN : column.codes[row]!));
  return { isNumber: false, values, levels: column.levels.length };
}

/** The mean rank of equal values, from 1; NaN where missing. */
function midRanks(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted();
  const rankOf = new Map<number, number>();
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (sorted[end] === sorted[start]) end++;
    rankOf.set(sorted[start]!, (start + 1 + end) / 2);
    start = end;
  }
  return values.map((value) => rankOf.get(value) ?? Number.NaN);
}

/** 0 where there is nothing to go together, such as a column without a second value. */
export function association(a: Ordered, b: Ordered): number {
  if (a.isNumber && b.isNumber) return Math.abs(rankCorrelation(a.values, b.values));
  if (a.isNumber) return correlationRatio(a.values, b);
  return b.isNumber ? correlationRatio(b.values, a) : cramersV(a, b);
}

/** Pearson's correlation of ranks. */
function rankCorrelation(x: Float64Array, y: Float64Array): number {
  let [n, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]! + y[i]!)) continue;
    n++;
    sumX += x[i]!;
    sumY += y[i]!;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]! + y[i]!)) continue;
    const [dx, dy] = [x[i]! - sumX / n, y[i]! - sumY / n];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

/** √ε², ε² = 1 − (1 − η²)·(n − 1)/(n − L), with η² the share of the ranks' variance that lies between the L levels. */
function correlationRatio(ranks: Float64Array, { values: codes, levels }: Ordered): number {
  const [counts, sums] = [new Float64Array(levels), new Float64Array(levels)];
  let [n, sum, squares] = [0, 0, 0];
  for (let i = 0; i < ranks.length; i++) {
    if (Number.isNaN(ranks[i]! + codes[i]!)) continue;
    counts[codes[i]!]!++;
    sums[codes[i]!]! += ranks[i]!;
    sum += ranks[i]!;
    squares += ranks[i]! * ranks[i]!;
    n++;
  }
  const total = squares - (sum * sum) / n;
  let [between, used] = [-(sum * sum) / n, 0];
  for (const [code, count] of counts.entries()) {
    if (count === 0) continue;
    between += (sums[code]! * sums[code]!) / count;
    used++;
  }
  if (!(total > 0) || n <= used) return 0;
  return Math.sqrt(Math.max(0, 1 - ((1 - between / total) * (n - 1)) / (n - used)));
}

/** With φ² = χ²/n, less (r − 1)(c − 1)/(n − 1), over the smaller of r̃ − 1 and c̃ − 1, r̃ = r − (r − 1)²/(n − 1). */
function cramersV(a: Ordered, b: Ordered): number {
  const cells = new Map<number, number>();
  const [rows, columns] = [new Float64Array(a.levels), new Float64Array(b.levels)];
  let n = 0;
  for (let i = 0; i < a.values.length; i++) {
    const [row, column] = [a.values[i]!, b.values[i]!];
    if (Number.isNaN(row + column)) continue;
    const cell = row * b.levels + column;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    rows[row]!++;
    columns[column]!++;
    n++;
  }
  if (n < 2) return 0;
  // χ²/n = Σ o²/(row·column) − 1.
  let squares = -1;
  for (const [cell, count] of cells) {
    squares += (count * count) / (rows[Math.floor(cell / b.levels)]! * columns[cell % b.levels]!);
  }
  const [r, c] = [rows, columns].map((counts) => counts.filter((count) => count > 0).length) as [number, number];
  const unbiased = Math.max(0, squares - ((r - 1) * (c - 1)) / (n - 1));
  const smaller = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return smaller > 0 ? Math.min(1, Math.sqrt(unbiased / smaller)) : 0;
}
