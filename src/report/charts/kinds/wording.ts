/**
 * Words that charts have in common.
 */
import { escapeControl, quoted } from '../../../errors.ts';
import type { Interval } from '../../../evaluation/intervals/share-interval.ts';
import { shorten } from '../../../text-table.ts';
import { formatNumber } from '../format-number.ts';

const LONGEST_CLASS = 24;
const LONGEST_CELL = 24;

export function className(name: string): string {
  return shorten(quoted(name), LONGEST_CLASS);
}

/** A share in a sentence: 12 %, less than 0.1 %, 99.6 %. */
export function wholePercent(share: number): string {
  if (share > 0 && share < 0.001) return 'less than 0.1 %';
  if (share > 0.999 && share < 1) return 'more than 99.9 %';
  const rounded = Math.round(100 * share);
  const isNearEnd = share > 0 && share < 1 && (rounded === 0 || rounded === 100);
  return isNearEnd ? formatNumber(share, 'share') : `${rounded} %`;
}

/** A share as so many of a hundred: 92, or 99.96 near the end. */
export function of100(share: number): string {
  return wholePercent(share).replace(' %', '');
}

/** ` (95 % interval 90 to 94)`, nothing where there is none. */
export function fromTo(interval: Interval | null, format: (value: number) => string): string {
  return interval === null ? '' : ` (95 % interval ${format(interval.low)} to ${format(interval.high)})`;
}

/** A factor in a sentence, with two digits: 5.4 times. */
export function times(factor: number): string {
  return `${formatNumber(Number(factor.toPrecision(2)), 'number')} times`;
}

export function bandOf(interval: Interval | null): readonly [number, number] | null {
  return interval && [interval.low, interval.high];
}

/** `last_visited_days = 3`, `income missing` */
export function cellInWords(column: string, cell: string | null): string {
  return cell === null ? `${column} missing` : `${column} = ${shorten(escapeControl(cell), LONGEST_CELL)}`;
}
