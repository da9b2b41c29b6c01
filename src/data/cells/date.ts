/**
 * Dates as numbers of days, so that differences between customers are differences in time.
 */

/** The orders of day, month and year in dates that are written with numbers. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Day, month and year in some order with something between, then perhaps a time of day with its zone. */
const DATE =
  /^[ \t]*(\d{1,4}|[a-z]{3,9})([-/., ]{1,2})(\d{1,2}|[a-z]{3,9})([-/., ]{1,2})(\d{1,4})(?:(?:T|,? )(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([ap])m|(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?)?[ \t]*$/i;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

const MS_PER_DAY = 86_400_000;

/**
 * Days since 1970-01-01 of `YYYY-MM-DD`, with a fraction where a time of day follows (`T12:30`, ` 12:30:00`, then `Z` or
 * an offset; without one it is UTC; ` 1:30 pm`). The year may be first with `/` or `.`, too, and months may have names
 * (`28-Jun-2019`, `Jun 28, 2019`). A year of two digits is one from 1969 to 2068. NaN when the text is not such a
 * date, or the day does not exist.
 *
 * @param order of dates such as 03/04/2024; NaN for them where it is left out
 */
export function parseDate(text: string, order?: DateOrder): number {
  const match = DATE.exec(text);
  if (match === null) return Number.NaN;
  const [, a, mark, b, mark2, c, hours = '0', minutes = '0', seconds = '0', half, zone] = match as string[];
  const [year = Number.NaN, month = 0, day] = inOrder(a!, mark!, b!, mark2!, c!, order);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  const midnight = date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  let hour = Number(hours);
  const [minute, second] = [Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (/p/i.test(half) ? 12 : 0);
  }
  return (midnight + ((hour * 60 + minute - offsetMinutes(zone)) * 60 + second) * 1000) / MS_PER_DAY;
}

/** Year, month and day, NaN for what can't be one. */
function inOrder(a: string, mark: string, b: string, mark2: string, c: string, order?: DateOrder): number[] {
  if (/[a-z]/i.test(a)) return [yearOf(c), monthOf(a), dayOf(b)];
  if (/[a-z]/i.test(b)) return [yearOf(c), monthOf(b), dayOf(a)];
  if (mark !== mark2 || !/^[-/.]$/.test(mark)) return [];
  if (a.length === 4 || order === 'ymd') return [yearOf(a), dayOf(b), dayOf(c)];
  if (order === undefined) return [];
  return order === 'dmy' ? [yearOf(c), dayOf(b), dayOf(a)] : [yearOf(c), dayOf(a), dayOf(b)];
}

function yearOf(text: string): number {
  if (text.length === 2) return Number(text) + (text < '69' ? 2000 : 1900);
  return text.length === 4 ? Number(text) : Number.NaN;
}

/** A day or a month as digits. */
function dayOf(text: string): number {
  return text.length < 3 ? Number(text) : Number.NaN;
}

function monthOf(text: string): number {
  const name = text.toLowerCase();
  return 1 + MONTHS.findIndex((month) => name === month || name === month.slice(0, 3) || `${name}ember` === month);
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** `2024-12-31`: the day that a number of days since 1970-01-01 falls on. */
export function formatDate(days: number): string {
  return new Date(Math.floor(days) * MS_PER_DAY).toISOString().split('T', 1)[0]!;
}
