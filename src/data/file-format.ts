/**
 * How a file is written, as far as that can differ from a plain CSV in UTF-8: remembered with a model, so that files for
 * scoring are read as the one of the training was.
 */
import type { DateOrder } from './cells/date.ts';
import type { DecimalMark, ThousandsMark } from './cells/number.ts';

export interface FileFormat {
  /** One character. */
  readonly delimiter: string;
  /** A name of the Encoding Standard, in lower case. */
  readonly encoding: string;
  readonly decimal: DecimalMark;
  readonly thousands: ThousandsMark;
  /** The order of dates written with numbers, where a column has some. */
  readonly dateOrder: DateOrder | null;
}

const PLAIN: FileFormat = { delimiter: ',', encoding: 'utf-8', decimal: '.', thousands: 'none', dateOrder: null };
const NAMES = Object.keys(PLAIN) as (keyof FileFormat)[];

/** What isn't plain about it; null where all of it is. */
export function unusualFormat(format: Partial<FileFormat>): Partial<FileFormat> | null {
  const unusual = NAMES.filter((name) => format[name] !== undefined && format[name] !== PLAIN[name]);
  return unusual.length === 0 ? null : Object.fromEntries(unusual.map((name) => [name, format[name]]));
}
