/**
 * What wrong numbers look like beside the right ones: their negatives, a multiple, transposed, nothing at all.
 */
import { differenceOf, type Numbers } from './comparison.ts';

/**
 * A sentence, or undefined where nothing is to be seen.
 *
 * @param rows of the batch
 */
export function likenessOf(
  { shape, values: expected }: Numbers,
  got: ArrayLike<number>,
  rows: number,
): string | undefined {
  const right = Array.from(expected);
  const wrong = Array.from(got);
  const isGot = (values: readonly number[]): boolean => differenceOf(values, wrong) === undefined;
  const unset = wrong.filter(Number.isNaN).length;
  if (unset > 0) {
    const many = unset === wrong.length ? 'They are' : `${unset} of them ${unset === 1 ? 'is' : 'are'}`;
    return `${many} NaN: what is never written is NaN here, and so is 0 / 0, ∞ − ∞, and the root of a negative number.`;
  }
  if (wrong.some((value) => Math.abs(value) === Infinity))
    return 'A number is infinite: exp of a large number, or 1 / 0.';
  if (right.every((value) => value === 0)) return 'They should all be 0.';
  if (wrong.every((value) => value === 0)) return 'They are all 0: nothing is written, or it is taken away again.';
  if (isGot(right.map((value) => -value))) return 'Each is the negative of what it should be: a sign.';
  const factor = factorBetween(right, wrong);
  if (factor !== undefined && isGot(right.map((value) => value * factor))) return factorText(factor, rows);
  if (shape.length === 2 && isGot(transposed(right, shape[1]!))) {
    return 'The numbers are right, at the wrong places: they are laid out as the transpose.';
  }
  const gap = wrong[0]! - right[0]!;
  if (right.length > 2 && isGot(right.map((value) => value + gap))) return 'Each is off by the same amount.';
  if (isSame(right, wrong)) return 'The numbers are right, at the wrong places.';
  return undefined;
}

function factorBetween(right: readonly number[], wrong: readonly number[]): number | undefined {
  const sizes = right.map(Math.abs);
  const index = sizes.indexOf(Math.max(...sizes));
  return right.length < 2 ? undefined : wrong[index]! / right[index]!;
}

function factorText(factor: number, rows: number): string {
  const isNear = (value: number) => Math.abs(factor / value - 1) < 1e-4;
  if (isNear(rows)) return `Each is ${rows} times what it should be, and there are ${rows} rows: a mean.`;
  if (isNear(1 / rows))
    return `Each is 1/${rows} of what it should be, and there are ${rows} rows: a mean taken twice.`;
  return `Each is ${Number(factor.toPrecision(5))} times what it should be.`;
}

/** Laid out by columns. */
function transposed(values: readonly number[], columns: number): number[] {
  const rows = values.length / columns;
  return values.map((_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!);
}

function isSame(right: readonly number[], wrong: readonly number[]): boolean {
  const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
  return differenceOf(sorted(right), sorted(wrong)) === undefined;
}
