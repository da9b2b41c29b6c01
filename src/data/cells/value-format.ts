/**
 * How the numbers and dates of a file are written: it is decided once for all columns, and a model remembers it.
 */
import type { DateOrder } from './date.ts';
import type { DecimalMark, ThousandsMark } from './number.ts';

export interface ValueFormat {
  readonly decimal: DecimalMark;
  /** What may stand between groups of three digits; nothing where left out. */
  readonly thousands?: ThousandsMark | undefined;
  /** The order in dates such as 03/04/2024; such dates are not read where it is left out. */
  readonly dateOrder?: DateOrder | undefined;
}

/** As a program writes them. */
export const PLAIN_FORMAT: ValueFormat = { decimal: '.' };

type GivenFormat = { readonly [Part in keyof ValueFormat]?: ValueFormat[Part] | undefined };

/** What is given of the format, each part by the first that has it. */
export function completeFormat(given: GivenFormat, known: ValueFormat): ValueFormat;
export function completeFormat(given: GivenFormat, known?: Partial<ValueFormat>): Partial<ValueFormat>;
export function completeFormat(given: GivenFormat, known: Partial<ValueFormat> = {}): Partial<ValueFormat> {
  const parts = (['decimal', 'thousands', 'dateOrder'] as const).flatMap((part) => {
    const value = given[part] ?? known[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  return Object.fromEntries(parts);
}

/** The format of a file whose opening proves another decimal mark than the known one; the same otherwise. */
export function provenFormat<Format extends Partial<ValueFormat>>(known: Format, decimal: DecimalMark): Format {
  return decimal === known.decimal ? known : { ...known, decimal, thousands: undefined };
}
