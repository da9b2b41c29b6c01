/**
 * A column that is the product, the sum or the ratio of two others.
 */
import { columnName } from '../data/column-name.ts';
import { formatValue } from './finding.ts';
import { check, MOST_SAMPLE_EXCEPTIONS, type Measured, type Relation } from './relation.ts';

export const OPERATIONS = ['×', '+', '/'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** c = a × b, c = a + b or c = a / b; null if that doesn't hold, or tells nothing. */
export function operationRelation(operation: Operation, a: Measured, b: Measured, c: Measured): Relation | null {
  if (operation !== '+' && (isFlag(b) || (operation === '×' && isFlag(a)))) return null;
  if (failsOnSample(operation, a, b, c)) return null;
  const x = a.feature.values;
  const y = b.feature.values;
  const undivided = operation === '/' ? valueAtZero(y, c.feature.values) : Number.NaN;
  const atZero = Number.isNaN(undivided)
    ? ''
    : `, and ${formatValue(undivided)} where ${columnName(b.feature.name)} is 0`;
  return check(c, [a, b], {
    text: () => `${columnName(a.feature.name)} ${operation} ${columnName(b.feature.name)}${atZero}`,
    valueOf: (row) => resultOf(operation, x[row]!, y[row]!, undivided),
    isTelling: (row) => isTelling(operation, x[row]!, y[row]!),
  });
}

/** True for a column of 0 and 1. */
function isFlag({ feature: { distinct } }: Measured): boolean {
  return distinct.length === 2 && distinct[0] === 0 && distinct[1] === 1;
}

/** What the column holds where there is nothing to divide by, from the first such row; NaN if there is none. */
function valueAtZero(divisors: Float64Array, values: Float64Array): number {
  for (let i = 0; i < divisors.length; i++) if (divisors[i] === 0 && !Number.isNaN(values[i])) return values[i]!;
  return Number.NaN;
}

/** @param undivided the result where the divisor is 0 */
function resultOf(operation: Operation, a: number, b: number, undivided: number): number {
  if (operation === '×') return a * b;
  if (operation === '+') return a + b;
  return b === 0 && !Number.isNaN(a) ? undivided : a / b;
}

/** With a factor of 1, a term of 0 or a divisor of 1 the relation also holds for copies, and a 0 explains any 0. */
function isTelling(operation: Operation, a: number, b: number): boolean {
  if (a === 0 || b === 0) return false;
  return operation === '+' || (b !== 1 && (operation === '/' || a !== 1));
}

/** As in `check`, but in its own loop: the number of operations is the number of columns cubed. */
function failsOnSample(operation: Operation, a: Measured, b: Measured, c: Measured): boolean {
  const x = a.sample;
  const y = b.sample;
  const z = c.sample;
  const enough = MOST_SAMPLE_EXCEPTIONS * z.length;
  const undivided = operation === '/' ? valueAtZero(y, z) : Number.NaN;
  let [rows, exceptions] = [0, 0];
  for (let i = 0; i < z.length && exceptions <= enough; i++) {
    const value = z[i]!;
    const result = resultOf(operation, x[i]!, y[i]!, undivided);
    if (Number.isNaN(result) || Number.isNaN(value)) continue;
    rows++;
    if (!(Math.abs(value - result) <= c.tolerance + 1e-9 * Math.abs(result))) exceptions++;
  }
  return exceptions > MOST_SAMPLE_EXCEPTIONS * rows;
}
