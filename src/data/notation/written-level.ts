/**
 * One distinct text of a column with all the ways in which it can be read, as a number and as a date.
 */
import { coreOf, LONGEST_AMOUNT, parseDigits, PERCENT } from '../cells/amount.ts';
import { parseDate, DATE_ORDERS } from '../cells/date.ts';
import { DECIMAL_MARKS, parseNumber, THOUSANDS_MARKS, type DecimalMark, type ThousandsMark } from '../cells/number.ts';

export interface Level {
  readonly text: string;
  /** How many rows hold it. */
  readonly rows: number;
  /** The line of the first of them. */
  readonly line: number;
}

export interface WrittenLevel extends Level {
  /** The sign of its money, `%`, or nothing. */
  readonly unit: string;
  /** Bit i is set where `NUMBER_FORMATS[i]` reads it as a number. */
  readonly formats: number;
  /** Bit i is set where `DATE_ORDERS[i]` reads it as a date. */
  readonly orders: number;
}

/** All pairs of a decimal mark and another mark for groups. */
export const NUMBER_FORMATS: readonly { readonly decimal: DecimalMark; readonly thousands: ThousandsMark }[] =
  DECIMAL_MARKS.flatMap((decimal) =>
    THOUSANDS_MARKS.filter((mark) => mark !== decimal).map((thousands) => ({ decimal, thousands })),
  );

const ALL_FORMATS = bitsOf(NUMBER_FORMATS, () => true);
export const ALL_ORDERS = bitsOf(DATE_ORDERS, () => true);

/** The formats with this decimal mark. */
export const WITH_MARK: Readonly<Record<DecimalMark, number>> = {
  '.': bitsOf(NUMBER_FORMATS, ({ decimal }) => decimal === '.'),
  ',': bitsOf(NUMBER_FORMATS, ({ decimal }) => decimal === ','),
};

const YEAR_FIRST = bitsOf(DATE_ORDERS, (order) => order === 'ymd');

/** The bit of a format. */
export function formatBit(decimal: DecimalMark, thousands: string): number {
  return bitsOf(NUMBER_FORMATS, (format) => format.decimal === decimal && format.thousands === thousands);
}

function bitsOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.reduce((bits, item, i) => bits | (holds(item) ? 1 << i : 0), 0);
}

/** The signs and codes of money; a sign may have letters before it, such as US$. */
const UNIT =
  /[A-Z]{0,2}\p{Sc}|(?<![A-Za-z])(?:AED|AUD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KES|KRW|MXN|MYR|NGN|NOK|NZD|PHP|PKR|PLN|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR|Rs\.?|Fr\.|kr\.?|z\u0142)(?![A-Za-z])|%/u;
const WHOLE = /^[ \t]*[+-]?\d+[ \t]*$/;
/** No unit has as many letters. */
const WORD = /[a-z]{5}/i;
const NUMBER_LIKE = /^[-+\u2212(]*[\d.,'\u2019\s]+(?:[eE][+-]?\d+)?[\s)]*$/;
const LONG_NUMBER = /^[-+\d.,eE \t]+$/;
const DATE_LIKE = /^[ \t]*(?:\d{1,4}|[a-z]{3,9})[-/., ]{1,2}[a-z\d]{1,9}[-/., ]{1,2}\d{1,4}/i;

/** True for most texts that are neither a number nor a date in whatever notation, told at a glance. */
export function isPlainlyWord(text: string): boolean {
  return !/\d/.test(text) || (WORD.test(text) && !DATE_LIKE.test(text));
}

/** In which ways a text can be read. */
export function writtenLevel(level: Level): WrittenLevel {
  const { text } = level;
  if (WHOLE.test(text)) return { ...level, unit: '', formats: ALL_FORMATS, orders: 0 };
  const orders = DATE_LIKE.test(text) && text.length <= LONGEST_AMOUNT ? dateOrders(text) : 0;
  if (WORD.test(text) || !/\d/.test(text)) return { ...level, unit: '', formats: 0, orders };
  if (text.length > LONGEST_AMOUNT) {
    const formats = LONG_NUMBER.test(text)
      ? bitsOf(NUMBER_FORMATS, ({ decimal }) => !Number.isNaN(parseNumber(text, decimal)))
      : 0;
    return { ...level, unit: '', formats, orders };
  }
  const unit = UNIT.exec(text)?.[0] ?? '';
  return { ...level, unit, formats: numberFormats(text, unit), orders };
}

/** The formats that read a text as a number with this unit. */
function numberFormats(text: string, unit: string): number {
  if (!NUMBER_LIKE.test(text.replace(unit, '').trim())) return 0;
  const digits = coreOf(text, unit)?.digits;
  if (digits === undefined) return 0;
  return bitsOf(NUMBER_FORMATS, (format) => {
    const isPlain = unit === '' && format.thousands === 'none';
    return !Number.isNaN(isPlain ? parseNumber(text, format.decimal) : parseDigits(digits, format));
  });
}

/** A year of two digits comes first where no other order can be; with hyphens, as in ISO 8601, it may. */
function dateOrders(text: string): number {
  if (!Number.isNaN(parseDate(text))) return ALL_ORDERS;
  const orders = bitsOf(DATE_ORDERS, (order) => !Number.isNaN(parseDate(text, order)));
  return orders === YEAR_FIRST || /^[ \t]*\d+-/.test(text) ? orders : orders & ~YEAR_FIRST;
}

/** Whether the way in which a number can be written says that it is money. */
export function isMoney(unit: string): boolean {
  return unit !== '' && unit !== PERCENT;
}

export function countRows(levels: readonly Level[]): number {
  return levels.reduce((sum, { rows }) => sum + rows, 0);
}

/** The level that comes first in the file. */
export function firstOf<L extends Level>(levels: readonly L[]): L | undefined {
  return levels.reduce<L | undefined>((a, b) => (a === undefined || b.line < a.line ? b : a), undefined);
}
