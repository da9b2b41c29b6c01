/** The bytes an array of a shape takes, known before anything is allocated. */

/**
 * @returns the product of `shape` and `elementBytes`, or undefined when it isn't a whole number below 2^53. An axis of 0
 * makes the array empty but doesn't excuse the other axes: like NumPy, [0, 2^62, 4] is too large.
 */
export function byteLengthOf(shape: readonly number[], elementBytes: number): number | undefined {
  let bytes = elementBytes;
  let empty = false;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) return undefined;
    if (length === 0) empty = true;
    else bytes *= length;
    if (!Number.isSafeInteger(bytes)) return undefined;
  }
  return empty ? 0 : bytes;
}
