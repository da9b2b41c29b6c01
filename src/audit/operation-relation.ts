/**
 * A column that is the product, the sum or the ratio of two others.
 */
import { columnName } from '../data/column-name.ts';
import { check, MOST_SAMPLE_EXCEPTIONS, type Measured, type Relation } from './relation.ts';

export const OPERATIONS = ['×', '+', '/'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** c = a × b, c = a + b or c = a / b; null if that doesn't hold, or says nothing in any row. */
export function operationRelation(operation: Operation, a: Measured, b: Measured, c: Measured): Relation | null {
  if (operation !== '+' && (isFlag(b) || (operation === '×' && isFlag(a)))) return null;
  if (failsOnSample(operation, a, b, c)) return null;
  const x = a.feature.values;
  const y = b.feature.values;
  const z = c.feature.values;
  const formula = () => `${columnName(a.feature.name)} ${operation} ${columnName(b.feature.name)}`;
  return check(c, [a, b], formula, (row) => resultOf(operation, x[row]!, y[row]!, z[row]!));
}

/** True for a column of 0 and 1. */
function isFlag({ feature: { distinct } }: Measured): boolean {
  return distinct.length === 2 && distinct[0] === 0 && distinct[1] === 1;
}

/**
 * The result of a and b, or NaN if the row says nothing: with a factor of 1, a term of 0 or a divisor of 1 the relation
 * also holds for copies, a 0 explains any 0, and nothing is divided by 0.
 */
function resultOf(operation: Operation, a: number, b: number, c: number): number {
  if (operation === '×') return a === 1 || b === 1 || (c === 0 && (a === 0 || b === 0)) ? Number.NaN : a * b;
  if (a === 0 || b === 0) return Number.NaN;
  if (operation === '+') return a + b;
  return b === 1 ? Number.NaN : a / b;
}

/** As in `check`, but in its own loop: the number of operations is the number of columns cubed. */
function failsOnSample(operation: Operation, a: Measured, b: Measured, c: Measured): boolean {
  const x = a.sample;
  const y = b.sample;
  const z = c.sample;
  const enough = MOST_SAMPLE_EXCEPTIONS * z.length;
  let [rows, exceptions] = [0, 0];
  for (let i = 0; i < z.length && exceptions <= enough; i++) {
    const value = z[i]!;
    const result = resultOf(operation, x[i]!, y[i]!, value);
    if (Number.isNaN(result) || Number.isNaN(value)) continue;
    rows++;
    if (!(Math.abs(value - result) <= c.tolerance + 1e-9 * Math.abs(result))) exceptions++;
  }
  return exceptions > MOST_SAMPLE_EXCEPTIONS * rows;
}
