/**
 * A number as charts, tables and sentences write it. What is shown rounds what is there, and never to 0 % or 100 % what
 * is only near them.
 */
import { formatDate } from '../../data/cells/date.ts';
import { groupDigits } from '../../text-table.ts';
import type { NumberFormat } from './chart.ts';

const MINUS = '\u2212';
/** Digits that a plain number shows. */
const SIGNIFICANT = 4;
const SMALLEST_PLAIN = 1e-4;
const LARGEST_PLAIN = 1e9;
/** To either side of 1970: what a calendar of JavaScript reaches. */
const MOST_DAYS = 1e8;
/** Beyond it, not every whole number is a double. */
const LARGEST_WHOLE = 1e15;

export function formatNumber(value: number, format: NumberFormat): string {
  if (Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (format === 'date' && Math.abs(value) < MOST_DAYS) return formatDate(value);
  const sign = value < 0 ? MINUS : format === 'signed' && value > 0 ? '+' : '';
  return `${sign}${withoutSign(Math.abs(value), format)}`;
}

function withoutSign(value: number, format: NumberFormat): string {
  if (format === 'share') return `${percentDigits(100 * value)} %`;
  if (format === 'money' && value < LARGEST_PLAIN) {
    return Number.isInteger(value) || value >= 1000 ? groupDigits(Math.round(value)) : value.toFixed(2);
  }
  if (value === 0) return '0';
  if (value >= LARGEST_PLAIN || value < SMALLEST_PLAIN) return shortest(value.toExponential(SIGNIFICANT - 1));
  if (Number.isInteger(value) || value >= 1000) return groupDigits(Math.round(value));
  return shortest(value.toPrecision(SIGNIFICANT));
}

/** One decimal, or as many as it takes to differ from 0 and 100. */
function percentDigits(percent: number): string {
  const isPlain = percent === 0 || percent === 100 || percent >= LARGEST_PLAIN;
  const distance = Math.min(percent, Math.abs(100 - percent));
  const decimals = isPlain || distance >= 0.05 ? 1 : Math.ceil(-Math.log10(distance));
  if (decimals > 10) return percent.toExponential(1);
  const text = shortest(percent.toFixed(decimals));
  return /^\d{4,}$/.test(text) ? groupDigits(Number(text)) : text;
}

/** Without the zeros behind a point: 1.50 → 1.5, 2.000e+9 → 2e9. */
function shortest(text: string): string {
  return text
    .replace(/(\.\d*?)0+(?=e|$)/, '$1')
    .replace(/\.(?=e|$)/, '')
    .replace('e+', 'e');
}

/** The values of an axis, all with as many decimals as the step between them needs. */
export function formatTicks(values: readonly number[], format: NumberFormat): string[] {
  if (format === 'date') return values.map((value) => formatNumber(value, format));
  const factor = format === 'share' ? 100 : 1;
  const shown = values.map((value) => value * factor);
  const largest = Math.max(...shown.map(Math.abs));
  const step = Math.min(...shown.slice(1).map((value, index) => Math.abs(value - shown[index]!)));
  const decimals = Number.isFinite(step) && step > 0 ? decimalsOf(step) : 0;
  const isNarrow = largest < LARGEST_PLAIN || (largest < LARGEST_WHOLE && step < largest / 1000);
  const isPlain = values.length > 1 && decimals <= 6 && isNarrow;
  if (!isPlain) return values.map((value) => formatNumber(value, format));
  return shown.map((value) => {
    const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.') as [string, string?];
    const digits = `${groupDigits(Number(whole))}${fraction === undefined ? '' : `.${fraction}`}`;
    const isZero = Number(digits.replaceAll(',', '')) === 0;
    const sign = isZero ? '' : value < 0 ? MINUS : format === 'signed' ? '+' : '';
    return `${sign}${digits}${format === 'share' ? ' %' : ''}`;
  });
}

/** How many decimals show a step of 1, 2 or 5 times a power of ten. */
function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-6));
}
