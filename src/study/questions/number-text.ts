/**
 * A number in a sentence: four digits, a minus that is one, and no zeros that say nothing.
 */
const DIGITS = 4;
const SMALLEST_PLAIN = 1e-4;
const LARGEST_PLAIN = 1e6;

/** Such as 0.1234, −12.5 or 3.1e−6. */
export function numberText(value: number, digits = DIGITS): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const isPlain = size >= SMALLEST_PLAIN && size < LARGEST_PLAIN;
  const text = isPlain ? String(Number(value.toPrecision(digits))) : exponential(value, digits);
  return text.replaceAll('-', '−');
}

function exponential(value: number, digits: number): string {
  return Number(value.toPrecision(digits)).toExponential().replace('e+', 'e');
}
