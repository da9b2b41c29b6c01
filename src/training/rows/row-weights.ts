/**
 * How often each row counts in the loss: wₖ times, k being its class.
 */
import { shown } from '../../errors.ts';

/** wₖ for each of the rows [n], or null if all count once. */
export function rowWeights(targets: Int32Array, classWeight: readonly number[] | null): Float32Array | null {
  return classWeight && Float32Array.from(targets, (target) => classWeight[target]!);
}

/**
 * @param name what the caller calls the weights, for errors
 * @param targets class numbers in [0, k) [n]
 * @throws RangeError for anything but k finite numbers of at least 0, or if no row counts.
 */
export function requireClassWeight(
  name: string,
  classWeight: readonly number[] | null,
  targets: Int32Array,
  classCount: number,
): void {
  if (classWeight === null) return;
  const isValid =
    Array.isArray(classWeight) &&
    classWeight.length === classCount &&
    // A float32 holds it.
    classWeight.every((weight) => typeof weight === 'number' && weight >= 0 && Math.fround(weight) < Infinity);
  if (isValid && targets.some((target) => Math.fround(classWeight[target]) > 0)) return;
  const expected = isValid ? 'one above 0 for a class that has rows' : `${classCount} numbers of at least 0`;
  throw new RangeError(`${name} is ${shown(classWeight)}, expected ${expected}`);
}
