/**
 * A number as people write it for people: marks between groups of digits, a sign of money or percent before or behind
 * it, parentheses round what is owed.
 */
import { parseNumber, type ThousandsMark } from './number.ts';
import type { ValueFormat } from './value-format.ts';

export const PERCENT = '%';

/** Longer texts are no amounts. */
export const LONGEST_AMOUNT = 60;

/** Space, and the spaces of typesetters: no-break, figure, thin, narrow no-break. */
const GROUP_MARKS: Readonly<Record<ThousandsMark, string>> = {
  none: '',
  ',': ',',
  '.': '[.]',
  space: '[ \u00a0\u2007\u2009\u202f]',
  "'": "['\u2019]",
};

const patterns = new Map<string, { readonly whole: RegExp; readonly marks: RegExp }>();

/** Digits in groups of three; with commas also as in India, where all groups but the last have two. */
function groupPattern(mark: ThousandsMark, decimal: string) {
  const key = mark + decimal;
  let pattern = patterns.get(key);
  if (pattern === undefined) {
    const group = GROUP_MARKS[mark];
    const pairs = mark === ',' ? '|[1-9]\\d?(?:,\\d\\d)+,\\d{3}' : '';
    const whole = new RegExp(`^(?:[1-9]\\d{0,2}(?:${group}\\d{3})+${pairs})(?:[${decimal}]\\d*)?$`);
    patterns.set(key, (pattern = { whole, marks: new RegExp(group, 'g') }));
  }
  return pattern;
}

/** What is left of an amount without its sign and its unit: digits and marks. */
interface Core {
  readonly digits: string;
  readonly isNegative: boolean;
}

/** Null for what isn't an amount of this unit. */
export function coreOf(text: string, unit: string): Core | null {
  if (text.length > LONGEST_AMOUNT || /[\n-\r]/.test(text)) return null;
  let digits = text.trim();
  const isOwed = digits.startsWith('(') && digits.endsWith(')');
  if (isOwed) digits = digits.slice(1, -1).trim();
  let sign = '';
  const takeSign = () => {
    if (sign !== '' || !/^[-+\u2212]/.test(digits)) return;
    sign = digits[0]!;
    digits = digits.slice(1).trimStart();
  };
  takeSign();
  if (unit !== '') {
    if (digits.startsWith(unit)) digits = digits.slice(unit.length).trimStart();
    else if (digits.endsWith(unit)) digits = digits.slice(0, -unit.length).trimEnd();
    else if (unit === PERCENT) return null;
    takeSign();
  }
  if (!/^[\d.,]/.test(digits) || (isOwed && sign !== '')) return null;
  return { digits, isNegative: isOwed || (sign !== '' && sign !== '+') };
}

/** Digits as a number, NaN where their marks don't stand as in the format. */
export function parseDigits(digits: string, { decimal, thousands = 'none' }: ValueFormat): number {
  const number = parseNumber(digits, decimal);
  if (thousands === 'none' || !Number.isNaN(number)) return number;
  const { whole, marks } = groupPattern(thousands, decimal);
  return whole.test(digits) ? parseNumber(digits.replace(marks, ''), decimal) : number;
}

/**
 * The nearest float64, as `parseNumber` has it; NaN for what isn't an amount of this unit.
 *
 * @param unit the sign of the column's money, which may be left out, or `%`, which may not, but for 0
 */
export function parseAmount(text: string, format: ValueFormat, unit = ''): number {
  const number = parseNumber(text, format.decimal);
  if (!Number.isNaN(number)) return unit === PERCENT && number !== 0 ? Number.NaN : number;
  if (unit === '' && (format.thousands ?? 'none') === 'none') return number;
  const core = coreOf(text, unit);
  if (core === null) return number;
  const value = parseDigits(core.digits, format);
  return core.isNegative ? -value : value;
}
