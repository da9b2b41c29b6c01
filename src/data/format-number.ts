/**
 * Float32 values as text: the fewest digits that read back as the same float32.
 */

/** Powers of ten up to 10^13, exact. */
const POWER_OF_TEN = Array.from({ length: 14 }, (_, exponent) => Number(`1e${exponent}`));

export function formatFloat32(value: number): string {
  return value >= 1e-5 && value < 1 ? formatShare(value) : formatAny(value);
}

/** Probabilities, which are written by the million: the digits as a whole number, without a text on the way. */
function formatShare(value: number): string {
  let zeros = 0;
  while (value * POWER_OF_TEN[zeros + 1]! < 1) zeros++;
  for (let digits = 6; digits < 9; digits++) {
    const scale = POWER_OF_TEN[zeros + digits]!;
    const rounded = Math.round(value * scale) / scale;
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return formatAny(value);
}

function formatAny(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}
