/**
 * ISO 8601 dates as numbers of days, so that differences between customers are differences in time.
 */

/** The orders of day, month and year in dates that are written with numbers. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const ISO =
  /^[ \t]*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?[ \t]*$/;
/** 31.12.2024, 12/31/24, 2024/12/31: one cell does not tell which number is the month. */
const OTHER = /^[ \t]*(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./]\d{1,2}[./]\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/;

const MS_PER_DAY = 86_400_000;

/**
 * Days since 1970-01-01 of `YYYY-MM-DD`, with a fraction where a time of day follows (`T12:30`, ` 12:30:00`, then `Z` or
 * an offset; without one it is UTC). NaN when the text is not such a date, or the day does not exist.
 */
export function parseDate(text: string): number {
  const match = ISO.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part?: string) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  const midnight = date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const minutes = hour * 60 + minute - offsetMinutes(match[7]);
  return (midnight + (minutes * 60 + second) * 1000) / MS_PER_DAY;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** True for a date whose form is ambiguous without knowing its country. */
export function looksLikeOtherDate(text: string): boolean {
  return OTHER.test(text);
}

/** `2024-12-31`: the day that a number of days since 1970-01-01 falls on. */
export function formatDate(days: number): string {
  return new Date(Math.floor(days) * MS_PER_DAY).toISOString().split('T', 1)[0]!;
}
