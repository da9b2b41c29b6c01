/**
 * Round numbers along an axis.
 */

const ROUND = [1, 2, 5, 10];

/** About so many round numbers from `from` to `to`, at most a step apart. */
export function ticks(from: number, to: number, about = 4): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const power = 10 ** Math.floor(Math.log10(span / about));
  const step = power * ROUND.find((one) => power * one >= span / about)!;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

/** The same as a power of ten, where the axis is one of logarithms. */
export const powerText = (exponent: number): string => `10${String(exponent).replace(/./g, (c) => RAISED[c] ?? c)}`;

const RAISED: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A number on an axis. */
export const tickText = (value: number): string => String(Number(value.toPrecision(4))).replace('-', '−');
