/**
 * A column as a linear combination of several others, by least squares: a total of four quarters, a balance of three
 * accounts.
 */
import { columnName } from '../data/column-name.ts';
import { formatValue } from './finding.ts';
import { check, type Measured, type Relation } from './relation.ts';

/** Rows that the coefficients are computed from; all rows are held against them. */
const SAMPLE = 1000;
/** Weights in units of standard deviations below which a column takes no part. */
const NEGLIGIBLE = 1e-4;
/** Correlations are exact to about 1e-14; a pivot below this is a column that the others before it contain. */
const SMALLEST_PIVOT = 1e-8;
const MOST_OPERANDS = 12;

/** c = β + Σ αⱼ·xⱼ over at least three columns; null where no such relation holds. */
export function linearRelation(columns: readonly Measured[], c: Measured): Relation | null {
  const rows = sampleRows([...columns, c]);
  // With few rows to a column, a perfect fit is no news.
  if (rows.length < 5 * (columns.length + 1)) return null;
  const standard = [...columns, c].map(({ feature: { values } }) => standardised(values, rows));
  const weights = solveLeastSquares(
    standard.slice(0, -1).map(({ z }) => z),
    standard.at(-1)!.z,
  );
  const [target, parts] = [standard.at(-1)!, standard.slice(0, -1)];
  const terms = columns.flatMap((column, j) => {
    if (Math.abs(weights[j]!) < NEGLIGIBLE) return [];
    return { column, slope: tidy((weights[j]! * target.deviation) / parts[j]!.deviation), mean: parts[j]!.mean };
  });
  if (terms.length < 3 || terms.length > MOST_OPERANDS) return null;
  const offset = target.mean - terms.reduce((sum, { slope, mean }) => sum + slope * mean, 0);
  const constant = Math.abs(offset) <= c.tolerance ? '' : ` + ${formatValue(offset)}`;
  const text = terms
    .map(({ column, slope }, i) => {
      const factor = Math.abs(slope) === 1 ? '' : `${formatValue(Math.abs(slope))} × `;
      const sign = slope < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
      return `${sign}${factor}${columnName(column.feature.name)}`;
    })
    .join('');
  const series = terms.map(({ column, slope }) => ({ values: column.feature.values, slope }));
  const predict = (row: number) => {
    let sum = offset;
    for (const { values, slope } of series) sum += slope * values[row]!;
    return sum;
  };
  const operands = terms.map(({ column }) => column);
  return check(c, operands, `${columnName(c.feature.name)} = ${text}${constant}`, () => true, predict);
}

/** Least squares leaves 0.9999999 where the column was made with 1. */
function tidy(slope: number): number {
  const rounded = Math.round(slope * 100) / 100;
  return Math.abs(slope - rounded) < 1e-5 ? rounded : slope;
}

function sampleRows(columns: readonly Measured[]): number[] {
  const rowCount = columns[0]!.feature.values.length;
  const stride = Math.max(1, Math.floor(rowCount / SAMPLE));
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row += stride) {
    if (columns.every(({ feature }) => !Number.isNaN(feature.values[row]!))) rows.push(row);
  }
  return rows;
}

function standardised(values: Float64Array, rows: readonly number[]) {
  const sample = Float64Array.from(rows, (row) => values[row]!);
  const mean = sample.reduce((sum, value) => sum + value, 0) / rows.length;
  const deviation = Math.sqrt(sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.length);
  return { mean, deviation, z: deviation === 0 ? sample.fill(0) : sample.map((value) => (value - mean) / deviation) };
}

/**
 * Weights w that minimise Σ(y − Σ wⱼ·xⱼ)², by elimination on the normal equations; a column that others contain gets 0.
 */
function solveLeastSquares(x: readonly Float64Array[], y: Float64Array): number[] {
  const d = x.length;
  const matrix = x.map((xi) => [...x.map((xj) => dot(xi, xj) / y.length), dot(xi, y) / y.length]);
  const pivots: number[] = [];
  for (let j = 0; j < d; j++) {
    const pivotRow = matrix[j]!;
    if (pivotRow[j]! < SMALLEST_PIVOT) continue;
    pivots.push(j);
    for (const [i, row] of matrix.entries()) {
      if (i === j) continue;
      const factor = row[j]! / pivotRow[j]!;
      if (factor !== 0) for (let column = j; column <= d; column++) row[column]! -= factor * pivotRow[column]!;
    }
  }
  return matrix.map((row, j) => (pivots.includes(j) ? row[d]! / row[j]! : 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
