/**
 * Checks of what a caller gives, at the boundary of the library: once, and before anything is computed.
 */
import { shown } from './errors.ts';

/** @throws RangeError `where: name is …, expected …` unless the condition holds. */
export function requireArgument(holds: boolean, where: string, name: string, value: unknown, expected: string): void {
  if (!holds) throw new RangeError(`${where}: ${name} is ${shown(value)}, expected ${expected}`);
}

/** @throws RangeError for anything but an object that has these properties. */
export function requireProperties(where: string, name: string, value: unknown, ...parts: readonly string[]): void {
  const holds = typeof value === 'object' && value !== null && parts.every((part) => part in value);
  requireArgument(holds, where, name, value, `an object with ${parts.join(', ')}`);
}

/** @throws RangeError naming a class number that isn't in [0, classCount). */
export function requireClasses(where: string, targets: ArrayLike<number>, classCount: number): void {
  for (let i = 0; i < targets.length; i++) {
    const y = targets[i]!;
    if (!(y >= 0 && y < classCount && Number.isInteger(y))) {
      throw new RangeError(`${where}: class ${y}, expected 0 to ${classCount - 1}`);
    }
  }
}

/** @throws RangeError for anything but bytes. */
export function requireBytes(where: string, bytes: unknown): void {
  requireArgument(bytes instanceof Uint8Array, where, 'bytes', bytes, 'a Uint8Array');
}

/** A whole number of at least `least`. */
export function requireWhole(where: string, name: string, value: unknown, least: number): void {
  const holds = Number.isSafeInteger(value) && (value as number) >= least;
  requireArgument(holds, where, name, value, `a whole number of at least ${least}`);
}

/** Row numbers below `rowCount`, in a typed array. @throws RangeError naming the first that isn't. */
export function requireRowNumbers(where: string, rows: Int32Array, rowCount: number): void {
  requireArgument(ArrayBuffer.isView(rows), where, 'rows', rows, 'an Int32Array of row numbers');
  const bad = rows.find((row) => !(row >= 0 && row < rowCount));
  if (bad !== undefined) throw new RangeError(`${where}: row ${bad} of a table with ${rowCount}`);
}
