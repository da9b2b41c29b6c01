/**
 * How a CSV file is written: what stands between its fields, what its columns are called, and where its rows start.
 */
import type { DecimalMark } from '../cells/number.ts';
import type { CsvOptions } from '../table-options.ts';

export interface Dialect {
  /** A name of the Encoding Standard, in lower case. */
  readonly encoding: string;
  /** One character. */
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** The name of each field of a record: all different, none empty, without blanks at their ends. */
  readonly names: readonly string[];
  /** The mark that numbers are scanned with; the cells of the whole file may prove another one. */
  readonly decimal: DecimalMark;
  /** The column that the header has no field for: an index in front, or nothing behind the last delimiter. */
  readonly extra: string | null;
  /** True where each record ends with a delimiter and the header doesn't: the last column, `extra`, has to be empty. */
  readonly hasFiller: boolean;
  /** Columns without a name and, in the opening, without a value. */
  readonly blank: readonly string[];
  /** The options that say the same. */
  readonly options: Partial<CsvOptions>;
  /** The physical line, from 1, that the first row starts on. */
  readonly line: number;
  /** Where it starts, in bytes of the UTF-8 text. */
  readonly offset: number;
  /** Blank lines above it. */
  readonly blankLineCount: number;
  /** The line of the first row, where nothing but its fields says that it doesn't hold names. */
  readonly doubtfulLine: number | null;
  /** What stands in the first column of the opening's rows. */
  readonly firstCells: ReadonlySet<string>;
}
