/**
 * Numbers as the chapters write them: four digits that count, and a minus sign that lines up with the digits.
 */
export function show(value: number, digits = 4): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const isPlain = size >= 1e-4 && size < 1e6;
  const text = isPlain ? plain(size, digits) : size.toExponential(digits - 1).replace(/\.?0*e\+?/, 'e');
  return `${value < 0 ? '−' : ''}${text.replace('e-', 'e−')}`;
}

/** As a factor or a term of a sum: a negative one in brackets. */
export const term = (value: number): string => (value < 0 ? `(${show(value)})` : show(value));

/** Without an exponent; `toPrecision` rounds first, so 0.9999999 is 1.000. */
function plain(size: number, digits: number): string {
  const rounded = Number(size.toPrecision(digits));
  const whole = Math.floor(Math.log10(rounded)) + 1;
  return rounded.toFixed(Math.max(0, digits - whole));
}
