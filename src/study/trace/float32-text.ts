/**
 * Float32 numbers with as few digits as tell them apart: 0.1 in place of 0.10000000149011612. What is read back is rounded
 * to the same float32; −0 becomes 0. `toPrecision` is defined to the last digit, so every engine writes the same.
 */

/** Nine digits always suffice (IEEE 754, section 5.12.2). */
const MOST_DIGITS = 9;

/** The float64 with the fewest digits that rounds to this float32. */
export function shortFloat32(value: number): number {
  if (value === 0) return 0;
  let shortest = Number(value.toPrecision(MOST_DIGITS));
  // Most need 8 or 9, so the search goes down.
  for (let digits = MOST_DIGITS - 1; digits > 0; digits--) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) !== value) break;
    shortest = short;
  }
  return shortest;
}
