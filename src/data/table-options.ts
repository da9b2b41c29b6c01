/**
 * The options for reading a CSV file: its format, and the role of each column.
 */
import type { OptionTable } from '../options/option-spec.ts';
import { DECIMAL_MARKS } from './cells/number.ts';
import { HEADER_CHOICES } from './csv/header.ts';

/** The format of a CSV file. */
export const CSV_OPTIONS = {
  delimiter: {
    kind: 'text',
    default: ',',
    pattern: /^[^"\r\n]$/u,
    expected: 'one character other than a quote or a line end',
    describe: 'field separator; never guessed',
  },
  header: {
    kind: 'choice',
    choices: HEADER_CHOICES,
    default: 'auto',
    describe: 'whether the first record names the columns; auto: yes if none of its fields is a number',
  },
  decimal: {
    kind: 'choice',
    choices: DECIMAL_MARKS,
    default: '.',
    describe: 'decimal mark of numbers; never guessed',
  },
} as const satisfies OptionTable;

/** The role of each column; what is not given is detected from the cells. */
export const COLUMN_OPTIONS = {
  target: { kind: 'text', describe: 'the column to predict' },
  id: { kind: 'text', describe: 'the column that identifies a row, or none' },
  drop: { kind: 'names', describe: 'columns to leave out, separated by commas' },
  numeric: { kind: 'names', describe: 'columns to read as numbers; by default detected from their cells' },
  categorical: { kind: 'names', describe: 'columns to read as categories, even if they hold digits' },
  group: { kind: 'text', describe: 'keep rows with the same value in this column on the same side of the split' },
  time: { kind: 'text', describe: 'split by this column: the earliest rows train, the latest test' },
} as const satisfies OptionTable;
