/**
 * How often each row counts in the loss: wₖ times, k being its class.
 */
import { requireArgument } from '../../argument-checks.ts';

/** wₖ for each of the rows [n], or null if all count once. */
export function rowWeights(targets: Int32Array, classWeight: readonly number[] | null): Float32Array | null {
  return classWeight && Float32Array.from(targets, (target) => classWeight[target]!);
}

/**
 * @param where the function that was given the weights, and for which rows
 * @param targets class numbers in [0, k) [n]
 * @throws RangeError for anything but k finite numbers of at least 0, or if no row counts.
 */
export function requireClassWeight(
  where: string,
  classWeight: readonly number[] | null,
  targets: Int32Array,
  classCount: number,
): void {
  if (classWeight === null) return;
  const isWeight = (weight: unknown) => typeof weight === 'number' && weight >= 0 && Math.fround(weight) < Infinity;
  const areWeights = Array.isArray(classWeight) && classWeight.length === classCount && classWeight.every(isWeight);
  const holds = areWeights && targets.some((target) => Math.fround(classWeight[target]) > 0);
  const expected = `${classCount} numbers of at least 0, one above 0 for a class with rows`;
  requireArgument(holds, where, 'classWeight', classWeight, expected);
}
