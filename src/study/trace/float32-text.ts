/**
 * Float32 numbers with as few digits as tell them apart: 0.1 in place of 0.10000000149011612. What is read back is rounded
 * to the same float32. `toPrecision` is defined to the last digit, so every engine writes the same.
 */

/** Nine digits always suffice (IEEE 754, section 5.12.2). */
const MOST_DIGITS = 9;

/** The float64 with the fewest digits that rounds to this float32. */
export function shortFloat32(value: number): number {
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(MOST_DIGITS));
}
