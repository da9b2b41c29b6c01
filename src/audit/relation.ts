/**
 * Relations that make one column of others: copy, affine function, product, sum, ratio. A relation holds when it gives
 * the column's value, as it was rounded, in 99.9 % of the rows where it says anything.
 */
import { decimalsOf, type Feature } from './audited-data.ts';
import { columnName } from '../data/column-name.ts';
import { formatValue } from './finding.ts';

export interface Relation {
  /** As it reads: `minutes = completion × length`. */
  readonly text: string;
  readonly dependent: Feature;
  readonly operands: readonly Feature[];
  /** Rows in which the relation could fail, and in which it does. */
  readonly rows: number;
  readonly exceptions: number;
}

/** A column with what a comparison of values needs. */
export interface Measured {
  readonly feature: Feature;
  readonly mean: number;
  readonly deviation: number;
  /** Values that differ by no more are equal but for rounding. */
  readonly tolerance: number;
}

const MOST_EXCEPTIONS = 0.001;
const FEWEST_ROWS = 20;
/** Rounding coarser than this part of a standard deviation would hide that a relation is wrong. */
const COARSE = 0.02;
/** Rows looked at before all rows are. */
const SAMPLE = 1000;

export function measured(feature: Feature): Measured {
  const { distinct, counts, values } = feature;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  let [sum, squares] = [0, 0];
  for (const [code, count] of counts.entries()) sum += count * distinct[code]!;
  const mean = sum / rows;
  for (const [code, count] of counts.entries()) squares += count * (distinct[code]! - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  const decimals = decimalsOf(feature);
  const rounding = decimals === null ? 0 : 0.5 * 10 ** -decimals;
  const size = Math.max(Math.abs(distinct[0]!), Math.abs(distinct.at(-1)!));
  return { feature, mean, deviation, tolerance: (rounding <= COARSE * deviation ? rounding : 0) + 1e-9 * size };
}

/** b = a, or b = αa + β by least squares. */
export function affineRelation(a: Measured, b: Measured): Relation | null {
  const [x, y] = [a.feature.values, b.feature.values];
  const usual = modeOf(b.feature);
  const speaks = (row: number) => y[row] !== usual;
  const copy = check(b, [a], `${columnName(b.feature.name)} = ${columnName(a.feature.name)}`, speaks, (row) => x[row]!);
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
  const text = `${columnName(b.feature.name)} = ${formatValue(slope)} × ${columnName(a.feature.name)}${constant}`;
  return check(scaled, [a], text, speaks, (row) => slope * x[row]! + offset);
}

/** α of b = αa + β by least squares, from every `stride`-th row. */
function slopeOf(a: Measured, b: Measured, stride: number): number {
  const [x, y] = [a.feature.values, b.feature.values];
  let [product, squares] = [0, 0];
  for (let row = 0; row < x.length; row += stride) {
    const difference = x[row]! - a.mean;
    if (!Number.isFinite(difference * y[row]!)) continue;
    product += difference * (y[row]! - b.mean);
    squares += difference * difference;
  }
  return product / squares;
}

/** c = a × b. Rows with a 0 or a 1 say nothing: they hold for copies as well. */
export function productRelation(a: Measured, b: Measured, c: Measured): Relation | null {
  const [x, y, z] = [a.feature.values, b.feature.values, c.feature.values];
  return check(
    c,
    [a, b],
    `${columnName(c.feature.name)} = ${columnName(a.feature.name)} × ${columnName(b.feature.name)}`,
    (row) => x[row] !== 1 && y[row] !== 1 && (z[row] !== 0 || (x[row] !== 0 && y[row] !== 0)),
    (row) => x[row]! * y[row]!,
  );
}

/** c = a + b. Rows with a 0 say nothing. */
export function sumRelation(a: Measured, b: Measured, c: Measured): Relation | null {
  const [x, y] = [a.feature.values, b.feature.values];
  return check(
    c,
    [a, b],
    `${columnName(c.feature.name)} = ${columnName(a.feature.name)} + ${columnName(b.feature.name)}`,
    (row) => x[row] !== 0 && y[row] !== 0,
    (row) => x[row]! + y[row]!,
  );
}

/** c = a / b. Rows with a = 0 or b = 1 say nothing, and neither does a division by 0. */
export function ratioRelation(a: Measured, b: Measured, c: Measured): Relation | null {
  const [x, y] = [a.feature.values, b.feature.values];
  return check(
    c,
    [a, b],
    `${columnName(c.feature.name)} = ${columnName(a.feature.name)} / ${columnName(b.feature.name)}`,
    (row) => x[row] !== 0 && y[row] !== 0 && y[row] !== 1,
    (row) => x[row]! / y[row]!,
  );
}

/** Compares on a sample first: most relations fail within its first rows. */
export function check(
  dependent: Measured,
  operands: readonly Measured[],
  text: string,
  speaks: (row: number) => boolean,
  predict: (row: number) => number,
): Relation | null {
  const rowCount = dependent.feature.values.length;
  const stride = Math.max(1, Math.floor(rowCount / SAMPLE));
  const sample = stride === 1 ? null : countExceptions(dependent, speaks, predict, stride, 10 * MOST_EXCEPTIONS);
  if (sample !== null && sample.exceptions > 10 * MOST_EXCEPTIONS * sample.rows) return null;
  const { rows, exceptions } = countExceptions(dependent, speaks, predict, 1, MOST_EXCEPTIONS);
  if (rows < FEWEST_ROWS || exceptions > MOST_EXCEPTIONS * rows) return null;
  return { text, dependent: dependent.feature, operands: operands.map(({ feature }) => feature), rows, exceptions };
}

function countExceptions(
  { feature: { values }, tolerance }: Measured,
  speaks: (row: number) => boolean,
  predict: (row: number) => number,
  stride: number,
  mostExceptions: number,
): { rows: number; exceptions: number } {
  const enough = (mostExceptions * values.length) / stride;
  let [rows, exceptions] = [0, 0];
  for (let row = 0; row < values.length && exceptions <= enough; row += stride) {
    const predicted = predict(row);
    if (Number.isNaN(predicted) || Number.isNaN(values[row]!) || !speaks(row)) continue;
    rows++;
    if (!(Math.abs(values[row]! - predicted) <= tolerance + 1e-9 * Math.abs(predicted))) exceptions++;
  }
  return { rows, exceptions };
}

function modeOf({ distinct, counts }: Feature): number {
  return distinct[counts.indexOf(counts.reduce((most, rows) => Math.max(most, rows), 0))]!;
}
