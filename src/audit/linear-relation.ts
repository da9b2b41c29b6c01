/**
 * A column that is a linear combination of several others, by least squares: a total of four quarters, a balance of
 * three accounts.
 */
import { columnName } from '../data/column-name.ts';
import { check, largestOf, writtenTo, type Measured, type Relation } from './relation.ts';

/** A column with a smaller weight, in standard deviations, plays no part. */
const NEGLIGIBLE = 1e-4;
/** Correlations are exact to about 1e-14; a pivot below this is a column that earlier columns contain. */
const SMALLEST_PIVOT = 1e-8;
const MOST_OPERANDS = 12;

/** Columns standardised on the sampled rows where none is missing. The result is checked on all rows. */
export interface StandardisedColumns {
  readonly columns: readonly Measured[];
  /** The number of sampled rows. */
  readonly rowCount: number;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** For each pair of columns; 0 if a column is constant on these rows. */
  readonly correlations: readonly Float64Array[];
}

export function standardised(columns: readonly Measured[]): StandardisedColumns {
  const rows = completeRows(columns);
  const samples = columns.map(({ sample }) => standardisedSample(sample, rows));
  const correlations = samples.map(() => new Float64Array(columns.length));
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      correlations[i]![j] = correlations[j]![i] = dot(samples[i]!.z, samples[j]!.z) / rows.length;
    }
  }
  return {
    columns,
    rowCount: rows.length,
    means: samples.map(({ mean }) => mean),
    deviations: samples.map(({ deviation }) => deviation),
    correlations,
  };
}

/** c = β + Σ αⱼ·xⱼ over at least three of the other columns; null if no such relation holds. */
export function linearRelation({ columns, rowCount, ...sample }: StandardisedColumns, c: Measured): Relation | null {
  // With few rows per column, a perfect fit means nothing.
  if (rowCount < 5 * columns.length) return null;
  const target = columns.indexOf(c);
  const weights = solveLeastSquares(sample.correlations, target);
  const terms = columns.flatMap((column, j) => {
    if (j === target || Math.abs(weights[j]!) < NEGLIGIBLE) return [];
    const slope = tidy((weights[j]! * sample.deviations[target]!) / sample.deviations[j]!);
    return { column, slope, mean: sample.means[j]! };
  });
  if (terms.length < 3 || terms.length > MOST_OPERANDS) return null;
  const offset = sample.means[target]! - terms.reduce((sum, { slope, mean }) => sum + slope * mean, 0);
  const series = terms.map(({ column, slope }) => ({ values: column.feature.values, slope }));
  const predict = (row: number) => {
    let sum = offset;
    for (let term = 0; term < series.length; term++) sum += series[term]!.slope * series[term]!.values[row]!;
    return sum;
  };
  const operands = terms.map(({ column }) => column);
  const constant =
    Math.abs(offset) <= c.tolerance
      ? ''
      : ` ${offset < 0 ? '−' : '+'} ${writtenTo(Math.abs(offset), c.tolerance / terms.length)}`;
  return check(c, operands, {
    text: () => terms.map((term, place) => termText(term, place, c.tolerance / terms.length)).join('') + constant,
    valueOf: predict,
  });
}

function termText({ column, slope }: { column: Measured; slope: number }, place: number, tolerance: number): string {
  const factor = Math.abs(slope) === 1 ? '' : `${writtenTo(Math.abs(slope), tolerance / largestOf(column.feature))} × `;
  const sign = slope < 0 ? (place === 0 ? '−' : ' − ') : place === 0 ? '' : ' + ';
  return `${sign}${factor}${columnName(column.feature.name)}`;
}

/** Least squares gives 0.9999999 if the column was made with 1. */
function tidy(slope: number): number {
  const rounded = Math.round(slope * 100) / 100;
  return Math.abs(slope - rounded) < 1e-5 ? rounded : slope;
}

function completeRows(columns: readonly Measured[]): Int32Array {
  const isMissing = new Uint8Array(columns[0]!.sample.length);
  for (const { sample } of columns) {
    for (let row = 0; row < sample.length; row++) if (Number.isNaN(sample[row]!)) isMissing[row] = 1;
  }
  return Int32Array.from(isMissing.keys()).filter((row) => isMissing[row] === 0);
}

function standardisedSample(values: Float64Array, rows: Int32Array) {
  const z = new Float64Array(rows.length);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < rows.length; i++) sum += z[i] = values[rows[i]!]!;
  const mean = sum / rows.length;
  for (let i = 0; i < z.length; i++) squares += (z[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / rows.length);
  for (let i = 0; i < z.length; i++) z[i] = deviation === 0 ? 0 : (z[i]! - mean) / deviation;
  return { mean, deviation, z };
}

/**
 * Weights w that minimise Σ(y − Σ wⱼ·xⱼ)², where y is one of the columns and x the others, by elimination on the normal
 * equations. A column that others contain gets 0.
 */
function solveLeastSquares(correlations: readonly Float64Array[], y: number): Float64Array {
  const matrix = correlations.map((row) => row.slice());
  const weights = new Float64Array(matrix.length);
  const pivots: number[] = [];
  for (const [j, pivotRow] of matrix.entries()) {
    if (j === y || pivotRow[j]! < SMALLEST_PIVOT) continue;
    pivots.push(j);
    for (const [i, row] of matrix.entries()) {
      if (i === j || i === y) continue;
      const factor = row[j]! / pivotRow[j]!;
      if (factor === 0) continue;
      for (let column = j; column < row.length; column++) row[column]! -= factor * pivotRow[column]!;
      // y is on the right side of the equations, so the columns to its left must be updated too.
      if (y < j) row[y]! -= factor * pivotRow[y]!;
    }
  }
  for (const j of pivots) weights[j] = matrix[j]![y]! / matrix[j]![j]!;
  return weights;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
