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

/**
 * The nearest float64, as `parseNumber` has it; NaN for what isn't an amount of this unit.
 *
 * @param unit the sign of the column's money, which may be left out, or `%`, which may not, but for 0
 */
export function parseAmount(text: string, { decimal, thousands = 'none' }: ValueFormat, unit = ''): number {
  const number = parseNumber(text, decimal);
  if (!Number.isNaN(number)) return unit === PERCENT && number !== 0 ? Number.NaN : number;
  if ((unit === '' && thousands === 'none') || text.length > LONGEST_AMOUNT || /[\n-\r]/.test(text)) return number;
  let rest = text.trim();
  const isOwed = rest.startsWith('(') && rest.endsWith(')');
  if (isOwed) rest = rest.slice(1, -1).trim();
  const takeSign = () => {
    const sign = /^[-+\u2212]/.exec(rest)?.[0] ?? '';
    rest = rest.slice(sign.length).trimStart();
    return sign;
  };
  let sign = takeSign();
  if (unit !== '') {
    if (rest.startsWith(unit)) rest = rest.slice(unit.length).trimStart();
    else if (rest.endsWith(unit)) rest = rest.slice(0, -unit.length).trimEnd();
    else if (unit === PERCENT) return Number.NaN;
    sign ||= takeSign();
  }
  if (!/^[\d.,]/.test(rest) || (isOwed && sign !== '')) return Number.NaN;
  if (thousands !== 'none') {
    const { whole, marks } = groupPattern(thousands, decimal);
    if (whole.test(rest)) rest = rest.replace(marks, '');
  }
  const value = parseNumber(rest, decimal);
  return isOwed || (sign !== '' && sign !== '+') ? -value : value;
}
