/**
 * Relations that make one column of others: copy, affine function, product, sum, ratio. A relation holds when it gives
 * the column's value, as it was rounded, in 99.9 % of the rows where it says anything.
 */
import { decimalsOf, type AuditedColumn } from './audited-data.ts';
import { columnName } from '../data/column-name.ts';
import { formatValue } from './finding.ts';

export interface Relation {
  /** As it reads: `minutes = completion × length`. */
  readonly text: string;
  readonly dependent: AuditedColumn;
  readonly operands: readonly AuditedColumn[];
  /** Rows in which the relation could fail, and in which it does. */
  readonly rows: number;
  readonly exceptions: number;
}

/** A column with what a comparison of values needs. */
export interface Measured {
  readonly feature: AuditedColumn;
  readonly mean: number;
  readonly deviation: number;
  /** The most frequent value. */
  readonly mode: number;
  /** Values that differ by no more are equal but for rounding. */
  readonly tolerance: number;
}

const MOST_EXCEPTIONS = 0.001;
const FEWEST_ROWS = 20;
/** Rounding coarser than this part of a standard deviation would hide that a relation is wrong. */
const COARSE = 0.02;
/** Rows looked at before all rows are. */
const SAMPLE = 1000;

export function measured(feature: AuditedColumn): Measured {
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
  return { feature, mean, deviation, mode: distinct[feature.mode]!, tolerance };
}

/** b = a, or b = αa + β by least squares. Rows with b's most frequent value say nothing. */
export function affineRelation(a: Measured, b: Measured): Relation | null {
  const x = a.feature.values;
  const y = b.feature.values;
  const name = () => columnName(a.feature.name);
  const copy = check(b, [a], name, (row) => (y[row] === b.mode ? Number.NaN : x[row]!));
  if (copy !== null) return copy;
  // A slope that takes much less than all of b's spread from a, on some rows, isn't computed on all of them.
  const isClose = (slope: number, share: number) => Math.abs(slope) * a.deviation > share * b.deviation;
  if (!isClose(slopeOf(a, b, Math.max(1, Math.floor((4 * x.length) / SAMPLE))), 0.8)) return null;
  const slope = slopeOf(a, b, 1);
  if (!isClose(slope, 0.99)) return null;
  const offset = b.mean - slope * a.mean;
  const scaled = { ...b, tolerance: b.tolerance + Math.abs(slope) * (a.tolerance - 1e-9) };
  const sign = offset < 0 ? '−' : '+';
  const constant = Math.abs(offset) <= scaled.tolerance ? '' : ` ${sign} ${formatValue(Math.abs(offset))}`;
  const formula = () => `${formatValue(slope)} × ${name()}${constant}`;
  return check(scaled, [a], formula, (row) => (y[row] === b.mode ? Number.NaN : slope * x[row]! + offset));
}

/** α of b = αa + β by least squares, from every `stride`-th row. */
function slopeOf(a: Measured, b: Measured, stride: number): number {
  const x = a.feature.values;
  const y = b.feature.values;
  let [product, squares] = [0, 0];
  for (let row = 0; row < x.length; row += stride) {
    const difference = x[row]! - a.mean;
    if (!Number.isFinite(difference * y[row]!)) continue;
    product += difference * (y[row]! - b.mean);
    squares += difference * difference;
  }
  return product / squares;
}

/** How a column c may be made of two others. */
export interface Operation {
  readonly sign: '×' | '+' | '/';
  /** Whether a and b can change places. */
  readonly isSymmetric: boolean;
  /** What a and b give, or NaN where the row says nothing. */
  readonly predict: (a: number, b: number, c: number) => number;
}

export const OPERATIONS: readonly Operation[] = [
  {
    sign: '×',
    isSymmetric: true,
    // A 1, and a 0 that one of the two explains, hold for copies as well.
    predict: (a, b, c) => (a === 1 || b === 1 || (c === 0 && (a === 0 || b === 0)) ? Number.NaN : a * b),
  },
  { sign: '+', isSymmetric: true, predict: (a, b) => (a === 0 || b === 0 ? Number.NaN : a + b) },
  { sign: '/', isSymmetric: false, predict: (a, b) => (a === 0 || b === 0 || b === 1 ? Number.NaN : a / b) },
];

/** c = a × b, c = a + b or c = a / b. */
export function operationRelation(
  { sign, predict }: Operation,
  a: Measured,
  b: Measured,
  c: Measured,
): Relation | null {
  const x = a.feature.values;
  const y = b.feature.values;
  const z = c.feature.values;
  const formula = () => `${columnName(a.feature.name)} ${sign} ${columnName(b.feature.name)}`;
  return check(c, [a, b], formula, (row) => predict(x[row]!, y[row]!, z[row]!));
}

/**
 * The relation, if it holds. It's held against a sample first: most fail within its first rows.
 *
 * @param formula the right side, as it reads
 * @param predict what the relation gives for a row, or NaN where the row says nothing
 */
export function check(
  dependent: Measured,
  operands: readonly Measured[],
  formula: () => string,
  predict: (row: number) => number,
): Relation | null {
  const { feature } = dependent;
  const stride = Math.max(1, Math.floor(feature.values.length / SAMPLE));
  const sample = stride === 1 ? null : countExceptions(dependent, predict, stride, 10 * MOST_EXCEPTIONS);
  if (sample !== null && sample.exceptions > 10 * MOST_EXCEPTIONS * sample.rows) return null;
  const { rows, exceptions } = countExceptions(dependent, predict, 1, MOST_EXCEPTIONS);
  if (rows < FEWEST_ROWS || exceptions > MOST_EXCEPTIONS * rows) return null;
  return {
    text: `${columnName(feature.name)} = ${formula()}`,
    dependent: feature,
    operands: operands.map((operand) => operand.feature),
    rows,
    exceptions,
  };
}

function countExceptions(
  { feature: { values }, tolerance }: Measured,
  predict: (row: number) => number,
  stride: number,
  mostExceptions: number,
): { rows: number; exceptions: number } {
  const enough = (mostExceptions * values.length) / stride;
  let [rows, exceptions] = [0, 0];
  for (let row = 0; row < values.length && exceptions <= enough; row += stride) {
    const predicted = predict(row);
    const value = values[row]!;
    if (Number.isNaN(predicted) || Number.isNaN(value)) continue;
    rows++;
    if (!(Math.abs(value - predicted) <= tolerance + 1e-9 * Math.abs(predicted))) exceptions++;
  }
  return { rows, exceptions };
}
