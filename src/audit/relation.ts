/**
 * Relations that make one column from others. A relation holds if it gives the column's value, as rounded, in all rows
 * where both are known, but for 0.1 % of the rows that tell something: a product of 0 and 0 doesn't. Here: the copy and
 * the affine function of one other column.
 */
import { decimalsOf, type AuditedColumn } from './audited-data.ts';
import { columnName } from '../data/column-name.ts';

export interface Relation {
  /** As it reads: `minutes = completion × length`. */
  readonly text: string;
  readonly dependent: AuditedColumn;
  readonly operands: readonly AuditedColumn[];
  /** The number of rows in which all columns are known, and in which the relation fails. */
  readonly rows: number;
  readonly exceptions: number;
  /** The number of rows in which the column is known and the relation gives no value, or the other way round. */
  readonly gaps: number;
}

/** The right side of a relation. */
export interface Formula {
  /** As it reads. */
  readonly text: () => string;
  /** The value that it gives for a row; NaN only where an operand is missing. */
  readonly valueOf: (row: number) => number;
  /** True if a row could refute the relation and not only a copy of an operand; left out where each row could. */
  readonly isTelling?: (row: number) => boolean;
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
/** At least this many telling rows must differ from their most frequent value: agreement of the others says little. */
const FEWEST_ROWS = 20;
/** ln of the chance that the telling rows agree by accident, which must be below one in 10^12 over all that is tried. */
const LOG_CHANCE = Math.log(1e-12);
/** Formulas are written with at least so many digits, and as many more as a reader needs to check them. */
const FEWEST_DIGITS = 4;
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

/** b = a, or b = αa + β by least squares. */
export function affineRelation(a: Measured, b: Measured): Relation | null {
  const x = a.feature.values;
  const y = b.feature.values;
  const name = () => columnName(a.feature.name);
  const copy = check(b, [a], { text: name, valueOf: (row) => x[row]! });
  if (copy !== null) return copy;
  // If the slope on some rows explains much less than all of b's spread, it isn't computed on all of them.
  const isClose = (slope: number, share: number) => Math.abs(slope) * a.deviation > share * b.deviation;
  if (!isClose(slopeOf(a, b, a.sample, b.sample), 0.9)) return null;
  const slope = slopeOf(a, b, x, y);
  if (!isClose(slope, 0.99)) return null;
  const offset = b.mean - slope * a.mean;
  const scaled = { ...b, tolerance: b.tolerance + Math.abs(slope) * (a.tolerance - 1e-9) };
  const sign = offset < 0 ? '−' : '+';
  const constant =
    Math.abs(offset) <= scaled.tolerance ? '' : ` ${sign} ${writtenTo(Math.abs(offset), scaled.tolerance)}`;
  return check(scaled, [a], {
    text: () => `${multiple(slope, a, scaled.tolerance)}${constant}`,
    valueOf: (row) => slope * x[row]! + offset,
  });
}

/** `1.8 × age`, or `minutes / 60`. */
function multiple(slope: number, { feature }: Measured, tolerance: number): string {
  const divisor = Math.round(1 / slope);
  const name = columnName(feature.name);
  if (divisor > 1 && Math.abs(1 / slope - divisor) < 1e-9 * divisor) return `${name} / ${divisor}`;
  return `${writtenTo(slope, tolerance / largestOf(feature))} × ${name}`;
}

/** The largest absolute value of a column. */
export function largestOf({ distinct }: AuditedColumn): number {
  return Math.max(Math.abs(distinct[0]!), Math.abs(distinct.at(-1)!));
}

/** A number with as many digits as keep it within the tolerance. */
export function writtenTo(value: number, tolerance: number): string {
  for (let digits = FEWEST_DIGITS; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded - value) <= tolerance / 2) return String(rounded);
  }
  return String(value);
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

/** The relation, if it holds. It is checked on a sample first: most fail within the first rows. */
export function check(dependent: Measured, operands: readonly Measured[], formula: Formula): Relation | null {
  const { feature } = dependent;
  const stride = strideOf(feature.values.length);
  if (stride > 1) {
    const sample = countExceptions(dependent, formula, stride, MOST_SAMPLE_EXCEPTIONS);
    if (sample.exceptions > MOST_SAMPLE_EXCEPTIONS * sample.rows) return null;
  }
  const { rows, exceptions, gaps, telling, unusual } = countExceptions(dependent, formula, 1, MOST_EXCEPTIONS);
  const tellingRows = telling.reduce((sum, count) => sum + count, 0);
  if (exceptions > MOST_EXCEPTIONS * unusual) return null;
  if (tellingRows - telling.reduce((most, count) => Math.max(most, count), 0) < FEWEST_ROWS) return null;
  const likeness = telling.reduce((sum, count) => sum + (count / tellingRows) ** 2, 0);
  if (tellingRows * Math.log(likeness) > LOG_CHANCE) return null;
  return {
    text: `${columnName(feature.name)} = ${formula.text()}`,
    dependent: feature,
    operands: operands.map((operand) => operand.feature),
    rows,
    exceptions,
    gaps,
  };
}

/** `telling` counts the telling rows by the code of their value; `unusual` those with another than the most frequent. */
function countExceptions(
  { feature: { values, codes, counts }, mode, tolerance }: Measured,
  { valueOf, isTelling }: Formula,
  stride: number,
  mostExceptions: number,
): { rows: number; exceptions: number; gaps: number; telling: Int32Array; unusual: number } {
  const enough = (mostExceptions * values.length) / stride;
  const telling = new Int32Array(stride === 1 ? counts.length : 0);
  let [rows, exceptions, gaps, unusual] = [0, 0, 0, 0];
  for (let row = 0; row < values.length && exceptions <= enough; row += stride) {
    const result = valueOf(row);
    const value = values[row]!;
    if (Number.isNaN(result) || Number.isNaN(value)) {
      if (Number.isNaN(result) !== Number.isNaN(value)) gaps++;
      continue;
    }
    rows++;
    const isException = !(Math.abs(value - result) <= tolerance + 1e-9 * Math.abs(result));
    if (isException) exceptions++;
    if (stride > 1 || isTelling?.(row) === false) continue;
    telling[codes[row]!]!++;
    // Where both are the most frequent value, agreement says little.
    if (value !== mode || isException) unusual++;
  }
  return { rows, exceptions, gaps, telling, unusual };
}
