/**
 * The options for reading a CSV file: its format, and the role of each column.
 */
import type { CompleteOptions, OptionTable } from '../options/option-spec.ts';
import { DATE_ORDERS } from './cells/date.ts';
import { DECIMAL_MARKS, THOUSANDS_MARKS } from './cells/number.ts';
import { HEADER_CHOICES } from './csv/header.ts';

/** The format of a CSV file. */
export const CSV_OPTIONS = {
  delimiter: {
    kind: 'text',
    pattern: /^[^"\r\n]$/u,
    expected: 'one character other than a quote or a line end',
    describe: 'field separator; default: the one of , ; tab | that all records agree on',
  },
  header: {
    kind: 'choice',
    choices: HEADER_CHOICES,
    default: 'auto',
    describe:
      'whether the first record names the columns; auto: what stands below tells; two: units stand below the names',
  },
  decimal: {
    kind: 'choice',
    choices: DECIMAL_MARKS,
    describe: 'decimal mark of numbers; default: a point, unless the cells prove a comma',
  },
  thousands: {
    kind: 'choice',
    choices: THOUSANDS_MARKS,
    describe: 'mark between groups of three digits; default: the one that the cells prove',
  },
  dateOrder: {
    kind: 'choice',
    choices: DATE_ORDERS,
    describe: 'order of day, month and year in dates such as 03/04/2024; default: the one that the cells prove',
  },
  encoding: {
    kind: 'text',
    describe: 'character encoding, such as windows-1252; default: UTF-8, or what a byte order mark says',
  },
  skipRows: {
    kind: 'whole',
    min: 0,
    max: 1000,
    describe: 'lines above the header to leave out; default: a title that stands alone',
  },
  skipFooter: {
    kind: 'whole',
    min: 0,
    max: 1000,
    describe: 'records at the end of the file to leave out, such as totals; default: 0',
  },
} as const satisfies OptionTable;

/** The format of a file, as far as it is given. */
export type CsvOptions = CompleteOptions<typeof CSV_OPTIONS>;

/** The role of each column; what is not given is detected from the cells. */
export const COLUMN_OPTIONS = {
  target: { kind: 'text', describe: 'the column to predict' },
  id: { kind: 'text', describe: 'the column that identifies a row, or none' },
  drop: { kind: 'names', describe: 'columns to leave out, separated by commas' },
  numeric: { kind: 'names', describe: 'columns to read as numbers; by default detected from their cells' },
  categorical: { kind: 'names', describe: 'columns to read as categories, even if they hold digits' },
  missingWord: { kind: 'names', describe: 'words that also stand for a missing value, separated by commas' },
  targetBins: { kind: 'names', describe: 'cut points that make classes of a target of numbers, such as 10 or 10,15' },
  group: { kind: 'text', describe: 'keep rows with the same value in this column on the same side of the split' },
  time: { kind: 'text', describe: 'split by this column: the earliest rows train, the latest test' },
} as const satisfies OptionTable;
