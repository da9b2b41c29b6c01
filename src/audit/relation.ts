/**
 * Relations that make one column from others. A relation holds if it gives the column's value, as rounded, in 99.9 % of
 * the rows where it says anything. Here: the copy and the affine function of one other column.
 */
import { decimalsOf, type AuditedColumn } from './audited-data.ts';
import { columnName } from '../data/column-name.ts';
import { formatValue } from './finding.ts';

export interface Relation {
  /** As it reads: `minutes = completion × length`. */
  readonly text: string;
  readonly dependent: AuditedColumn;
  readonly operands: readonly AuditedColumn[];
  /** The number of rows in which the relation could fail, and in which it does. */
  readonly rows: number;
  readonly exceptions: number;
}

/** A column, and what comparing its values requires. */
export interface Measured {
  readonly feature: AuditedColumn;
  readonly mean: number;
  readonly deviation: number;
  /** The most frequent value. */
  readonly mode: number;
  /** Values that differ by no more are equal except for rounding. */
  readonly tolerance: number;
  /** The values of a thousand rows or so, the same rows in the same order for all columns. */
  readonly sample: Float64Array;
}

const MOST_EXCEPTIONS = 0.001;
/** A sample with a larger share of exceptions refutes a relation. */
export const MOST_SAMPLE_EXCEPTIONS = 10 * MOST_EXCEPTIONS;
/** At least this many rows must differ from the most frequent value: agreement of the others says little. */
const FEWEST_ROWS = 20;
/** Rounding coarser than this part of a standard deviation could hide that a relation is wrong. */
const COARSE = 0.02;
/** The number of rows checked before all rows are. */
const SAMPLE = 1000;

export function measureColumns(columns: readonly AuditedColumn[]): Measured[] {
  const rows = sampleRows(columns);
  return columns.map((column) => measure(column, rows));
}

/**
 * Evenly spaced rows, those with the fewest zeros first: a 0 says nothing about most relations, so rows without zeros
 * refute a wrong one sooner.
 */
function sampleRows(columns: readonly AuditedColumn[]): Int32Array {
  const rowCount = columns[0]?.values.length ?? 0;
  const stride = strideOf(rowCount);
  const zeros = new Int32Array(Math.ceil(rowCount / stride));
  for (const { values } of columns) {
    for (let i = 0; i < zeros.length; i++) if (values[i * stride] === 0) zeros[i]!++;
  }
  const places = new Int32Array(columns.length + 2);
  for (let i = 0; i < zeros.length; i++) places[zeros[i]! + 1]!++;
  for (let count = 1; count < places.length; count++) places[count]! += places[count - 1]!;
  const rows = new Int32Array(zeros.length);
  for (let i = 0; i < zeros.length; i++) rows[places[zeros[i]!]!++] = i * stride;
  return rows;
}

function measure(feature: AuditedColumn, rows: Int32Array): Measured {
  const { distinct, counts, values } = feature;
  let [sum, squares] = [0, 0];
  for (let code = 0; code < counts.length; code++) sum += counts[code]! * distinct[code]!;
  const mean = sum / feature.presentCount;
  for (let code = 0; code < counts.length; code++) squares += counts[code]! * (distinct[code]! - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  const decimals = decimalsOf(feature);
  const rounding = decimals === null ? 0 : 0.5 * 10 ** -decimals;
  const size = Math.max(Math.abs(distinct[0]!), Math.abs(distinct.at(-1)!));
  const tolerance = (rounding <= COARSE * deviation ? rounding : 0) + 1e-9 * size;
  const sample = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) sample[i] = values[rows[i]!]!;
  return { feature, mean, deviation, mode: distinct[feature.mode]!, tolerance, sample };
}

function strideOf(rowCount: number): number {
  return Math.max(1, Math.floor(rowCount / SAMPLE));
}

/** b = a, or b = αa + β by least squares. Rows with b's most frequent value say nothing. */
export function affineRelation(a: Measured, b: Measured): Relation | null {
  const x = a.feature.values;
  const y = b.feature.values;
  const name = () => columnName(a.feature.name);
  const copy = check(b, [a], name, (row) => (y[row] === b.mode ? Number.NaN : x[row]!));
  if (copy !== null) return copy;
  // If the slope on some rows explains much less than all of b's spread, it isn't computed on all of them.
  const isClose = (slope: number, share: number) => Math.abs(slope) * a.deviation > share * b.deviation;
  if (!isClose(slopeOf(a, b, a.sample, b.sample), 0.9)) return null;
  const slope = slopeOf(a, b, x, y);
  if (!isClose(slope, 0.99)) return null;
  const offset = b.mean - slope * a.mean;
  const scaled = { ...b, tolerance: b.tolerance + Math.abs(slope) * (a.tolerance - 1e-9) };
  const sign = offset < 0 ? '−' : '+';
  const constant = Math.abs(offset) <= scaled.tolerance ? '' : ` ${sign} ${formatValue(Math.abs(offset))}`;
  const formula = () => `${formatValue(slope)} × ${name()}${constant}`;
  return check(scaled, [a], formula, (row) => (y[row] === b.mode ? Number.NaN : slope * x[row]! + offset));
}

/** α of b = αa + β by least squares, from samples x of a and y of b. */
function slopeOf(a: Measured, b: Measured, x: Float64Array, y: Float64Array): number {
  let [product, squares] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const difference = x[i]! - a.mean;
    if (!Number.isFinite(difference * y[i]!)) continue;
    product += difference * (y[i]! - b.mean);
    squares += difference * difference;
  }
  return product / squares;
}

/**
 * The relation, if it holds. It is checked on a sample first: most fail within the first rows.
 *
 * @param formula the right side, as it reads
 * @param predict the value that the relation gives for a row, or NaN if the row says nothing
 */
export function check(
  dependent: Measured,
  operands: readonly Measured[],
  formula: () => string,
  predict: (row: number) => number,
): Relation | null {
  const { feature } = dependent;
  const stride = strideOf(feature.values.length);
  const sample = stride === 1 ? null : countExceptions(dependent, predict, stride, MOST_SAMPLE_EXCEPTIONS);
  if (sample !== null && sample.exceptions > MOST_SAMPLE_EXCEPTIONS * sample.rows) return null;
  const { rows, unusual, exceptions } = countExceptions(dependent, predict, 1, MOST_EXCEPTIONS);
  if (unusual < FEWEST_ROWS || exceptions > MOST_EXCEPTIONS * rows) return null;
  return {
    text: `${columnName(feature.name)} = ${formula()}`,
    dependent: feature,
    operands: operands.map((operand) => operand.feature),
    rows,
    exceptions,
  };
}

function countExceptions(
  { feature: { values }, mode, tolerance }: Measured,
  predict: (row: number) => number,
  stride: number,
  mostExceptions: number,
): { rows: number; unusual: number; exceptions: number } {
  const enough = (mostExceptions * values.length) / stride;
  let [rows, unusual, exceptions] = [0, 0, 0];
  for (let row = 0; row < values.length && exceptions <= enough; row += stride) {
    const predicted = predict(row);
    const value = values[row]!;
    if (Number.isNaN(predicted) || Number.isNaN(value)) continue;
    rows++;
    if (value !== mode) unusual++;
    if (!(Math.abs(value - predicted) <= tolerance + 1e-9 * Math.abs(predicted))) exceptions++;
  }
  return { rows, unusual, exceptions };
}
