/**
 * The values that an axis shows, and the round ones among them that are written beside it: in every view the same.
 */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from './chart.ts';
import { formatNumber, formatTicks } from './format-number.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Beyond it, differences overflow. */
export const LARGEST = 1e300;
/** Relative distance of two values that doubles tell apart well. */
const CLOSEST = 1e-12;
/** Names in the place of numbers take half a step more to each side. */
const HALF_STEP = 0.5;

export const isLogarithmic = ({ scale, names }: Axis): boolean => scale === 'log' && names === undefined;

/** The domain as finite numbers, the first below the last, above 0 on a log scale. */
export function extentOf(axis: Axis): [number, number] {
  const { domain, names } = axis;
  if (names !== undefined && names.length > 0) return [-HALF_STEP, names.length - 1 + HALF_STEP];
  const isLog = isLogarithmic(axis);
  const [first, last] = domain.map((value) => {
    const finite = Number.isNaN(value) ? 0 : Math.max(-LARGEST, Math.min(value, LARGEST));
    return isLog ? Math.max(finite, 1 / LARGEST) : finite;
  }) as [number, number];
  const least = isLog ? first * CLOSEST : Math.max(Math.max(Math.abs(first), Math.abs(last)) * CLOSEST, 1 / LARGEST);
  if (last - first > least) return [first, last];
  const reach = isLog ? 0 : Math.max(Math.abs(first) / 10, 0.5);
  return isLog ? [first / 2, first * 2] : [first - reach, first + reach];
}

/** At most about `count` ticks at round values. */
export function numberTicks(axis: Axis, count: number): Tick[] {
  const extent = extentOf(axis);
  if (isLogarithmic(axis)) {
    const all = scaleLog(extent, [0, 1]).ticks(count);
    const powers = all.filter((value) => Number.isInteger(Math.round(Math.log10(value) * 1e6) / 1e6));
    const shown = all.length > count && powers.length > 1 ? powers : all;
    const step = Math.ceil(shown.length / Math.max(count, 1));
    return shown
      .filter((_, index) => index % step === 0)
      .map((value) => ({ value, label: formatNumber(value, axis.format) }));
  }
  const values = scaleLinear(extent, [0, 1]).ticks(count);
  const shown = axis.format === 'count' ? values.filter(Number.isInteger) : values;
  return formatTicks(shown, axis.format).map((label, index) => ({ value: shown[index]!, label }));
}
