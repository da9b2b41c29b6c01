/**
 * The options of reading a CSV file: how it is written, and which of its columns is what.
 */
import type { OptionTable } from '../options/option-spec.ts';
import { DECIMAL_MARKS } from './cells/number.ts';
import { HEADER_CHOICES } from './csv/header.ts';

/** How a CSV file is written. */
export const CSV_OPTIONS = {
  delimiter: {
    kind: 'text',
    default: ',',
    pattern: /^[^"\r\n]$/u,
    expected: 'one character other than a quote or a line end',
    describe: 'what separates fields; never guessed',
  },
  header: {
    kind: 'choice',
    choices: HEADER_CHOICES,
    default: 'auto',
    describe: 'whether the first record names the columns; auto means that it does if none of its fields is a number',
  },
  decimal: {
    kind: 'choice',
    choices: DECIMAL_MARKS,
    default: '.',
    describe: 'the decimal mark of numbers; never guessed',
  },
} as const satisfies OptionTable;

/** Which column is what; the cells tell what isn't said here. */
export const COLUMN_OPTIONS = {
  target: { kind: 'text', describe: 'the column to predict' },
  id: { kind: 'text', describe: 'the column that identifies a row, or none' },
  drop: { kind: 'names', describe: 'columns to leave out, separated by commas' },
  numeric: { kind: 'names', describe: 'columns that hold numbers; else their cells tell' },
  categorical: { kind: 'names', describe: 'columns that hold kinds, even if they are digits' },
  group: { kind: 'text', describe: 'rows alike in it stay on one side of the split' },
  time: { kind: 'text', describe: 'split by it: the earliest rows train, the latest test' },
} as const satisfies OptionTable;
