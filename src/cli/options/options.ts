/**
 * The one table of options: help, validation, configuration files and the tests of bad values all come from it.
 */
import { BALANCE_METHODS } from '../../preprocessing/rows/balance.ts';
import { CALIBRATION_METHODS } from '../../evaluation/calibration.ts';
import { DECIMAL_MARKS } from '../../data/cells/number.ts';
import { RECIPES } from '../../preprocessing/rows/choose-rows.ts';
import { HIGH_CARDINALITY, MISSING_POLICIES, UNSEEN_POLICIES } from '../../preprocessing/features/feature.ts';

interface Described {
  readonly describe: string;
  readonly alias?: readonly string[];
  /** What stands for the value in help texts. */
  readonly placeholder?: string;
}

export type OptionSpec = Described &
  (
    | { readonly kind: 'flag' }
    | { readonly kind: 'text'; readonly default?: string; readonly pattern?: RegExp; readonly expected?: string }
    | { readonly kind: 'names' }
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default?: string }
    | { readonly kind: 'whole'; readonly min: number; readonly max: number; readonly default?: number }
    | {
        readonly kind: 'number';
        readonly min: number;
        readonly max: number;
        /** True where `min` itself isn't allowed. */
        readonly above?: boolean;
        readonly default?: number;
      }
    | { readonly kind: 'widths'; readonly max: number; readonly default: readonly number[] }
    | { readonly kind: 'proportions'; readonly default: readonly [number, number, number] }
  );

export const OPTIONS = {
  help: { kind: 'flag', alias: ['h'], describe: 'show this help' },
  version: { kind: 'flag', describe: 'show the version' },
  quiet: { kind: 'flag', alias: ['q'], describe: 'no progress and no messages, errors only' },
  json: { kind: 'flag', describe: 'print one JSON document instead of text' },
  'no-color': { kind: 'flag', describe: 'no colour (NO_COLOR and TERM=dumb are obeyed too)' },
  verbose: { kind: 'flag', describe: 'say more, such as which kernels are in use' },
  kernel: {
    kind: 'choice',
    choices: ['reference', 'scalar', 'simd'],
    describe: 'what computes, always to the same bits; the last of these that the host has',
  },
  threads: {
    kind: 'whole',
    placeholder: 'N',
    min: 1,
    max: 64,
    describe: 'the most that compute at once, always to the same bytes; as many as there are cores unless said',
  },
  debug: { kind: 'flag', describe: 'show the stack of an unexpected error' },
  config: { kind: 'text', alias: ['c'], placeholder: 'FILE', describe: 'read options from a JSON file; flags win' },
  force: { kind: 'flag', alias: ['f'], describe: 'replace what exists at the output' },
  output: { kind: 'text', alias: ['o'], placeholder: 'PATH', describe: 'where to write' },
  model: { kind: 'text', alias: ['m'], placeholder: 'PATH', describe: 'a run folder or its model.safetensors' },
  name: {
    kind: 'text',
    placeholder: 'NAME',
    pattern: /^[^/\\\0]+$/,
    expected: 'a file name without folders',
    describe: "what the arrays are called; default: the CSV's name",
  },
  target: { kind: 'text', alias: ['label'], placeholder: 'COLUMN', describe: 'the column to predict' },
  id: { kind: 'text', placeholder: 'COLUMN', describe: 'the column that identifies a row, or none' },
  drop: { kind: 'names', placeholder: 'COLUMNS', describe: 'columns to leave out, separated by commas' },
  numeric: { kind: 'names', placeholder: 'COLUMNS', describe: 'columns that hold numbers; else their cells tell' },
  categorical: { kind: 'names', placeholder: 'COLUMNS', describe: 'columns that hold kinds, even if they are digits' },
  schema: { kind: 'text', placeholder: 'FILE', describe: 'what each column is, as --write-schema wrote it' },
  'write-schema': { kind: 'text', placeholder: 'FILE', describe: 'write down what each column is, to correct it' },
  group: { kind: 'text', placeholder: 'COLUMN', describe: 'rows alike in it stay on one side of the split' },
  time: { kind: 'text', placeholder: 'COLUMN', describe: 'split by it: the earliest rows train, the latest test' },
  'group-duplicates': { kind: 'flag', describe: 'rows alike in all features stay on one side of the split' },
  missing: {
    kind: 'choice',
    choices: MISSING_POLICIES,
    default: 'fill',
    describe: 'a missing value becomes the median, or the most frequent kind, of the training rows',
  },
  'min-frequency': {
    kind: 'whole',
    placeholder: 'N',
    min: 1,
    max: 1_000_000,
    default: 5,
    describe: 'kinds with fewer training rows are put together',
  },
  'max-levels': {
    kind: 'whole',
    placeholder: 'N',
    min: 1,
    max: 10_000,
    default: 50,
    describe: 'columns of up to so many kinds are one-hot encoded',
  },
  'high-cardinality': {
    kind: 'choice',
    choices: HIGH_CARDINALITY,
    default: 'frequency',
    describe: 'how columns of more kinds are encoded',
  },
  unseen: {
    kind: 'choice',
    choices: UNSEEN_POLICIES,
    default: 'other',
    describe: 'what the model does with a kind that no training row has: take it for a rare one, or refuse the row',
  },
  'bad-rows': {
    kind: 'choice',
    choices: ['refuse', 'skip'],
    default: 'refuse',
    describe: 'skip puts rows that cannot be scored into OUTPUT.rejects.csv, with line and reason',
  },
  decimal: {
    kind: 'choice',
    choices: DECIMAL_MARKS,
    default: '.',
    describe: 'the decimal mark of numbers; never guessed',
  },
  header: {
    kind: 'choice',
    choices: ['auto', 'yes', 'no'],
    default: 'auto',
    describe: 'whether the first record names the columns; auto means that it does if none of its fields is a number',
  },
  delimiter: {
    kind: 'text',
    placeholder: 'CHARACTER',
    default: ',',
    pattern: /^(?:[^"\r\n]|\\t)$/u,
    expected: 'one character other than a quote or a line end, or \\t',
    describe: 'what separates fields; never guessed',
  },
  recipe: {
    kind: 'choice',
    choices: RECIPES,
    default: 'default',
    describe: 'order of preparation; the one of the course balances and scales before it splits, and leaks',
  },
  balance: {
    kind: 'choice',
    choices: BALANCE_METHODS,
    describe: 'how rare classes are made to count in training; undersample unless said, in recipe course first',
  },
  split: {
    kind: 'proportions',
    placeholder: 'A/B/C',
    default: [80, 10, 10],
    describe: 'shares of training, validation and test rows',
  },
  seed: {
    kind: 'text',
    placeholder: 'TEXT',
    pattern: /^[^]{1,200}$/,
    expected: '1 to 200 characters',
    default: '1',
    describe: 'of all randomness',
  },
  hidden: {
    kind: 'widths',
    placeholder: 'WIDTHS',
    max: 65_536,
    default: [50, 50, 50],
    describe: 'units of the hidden layers, such as 50,50,50, or none',
  },
  'output-activation': {
    kind: 'choice',
    choices: ['softmax', 'sigmoid'],
    default: 'softmax',
    describe: 'one unit a class, or one unit for two classes; --output softmax and --output sigmoid mean this too',
  },
  epochs: {
    kind: 'whole',
    placeholder: 'N',
    min: 1,
    max: 1_000_000,
    default: 200,
    describe: 'at most so many passes over the training rows',
  },
  'batch-size': { kind: 'whole', placeholder: 'N', min: 1, max: 1_000_000, default: 200, describe: 'rows a step' },
  optimizer: { kind: 'choice', choices: ['adam', 'sgd'], default: 'adam', describe: 'what moves the weights' },
  'learning-rate': {
    kind: 'number',
    alias: ['lr'],
    placeholder: 'X',
    min: 0,
    above: true,
    max: 1_000_000,
    default: 0.001,
    describe: 'step size',
  },
  momentum: {
    kind: 'number',
    placeholder: 'X',
    min: 0,
    max: 0.999_999,
    default: 0.9,
    describe: 'share of its last step that sgd keeps',
  },
  patience: {
    kind: 'whole',
    placeholder: 'N',
    min: 0,
    max: 1_000_000,
    default: 2,
    describe: 'epochs without a better validation loss before training stops',
  },
  l2: {
    kind: 'number',
    placeholder: 'X',
    min: 0,
    max: 1_000,
    default: 0,
    describe: 'weight of the L2 penalty on the kernels',
  },
  dropout: {
    kind: 'number',
    placeholder: 'X',
    min: 0,
    max: 0.99,
    default: 0,
    describe: 'share of hidden units dropped in training',
  },
  'fail-on': {
    kind: 'choice',
    choices: ['error', 'warning', 'never'],
    default: 'never',
    describe: 'end with exit code 7 when there is a finding of this severity or above',
  },
  top: {
    kind: 'text',
    placeholder: 'N or N%',
    pattern: /^\d+$|^\d+(\.\d+)?%$/,
    expected: 'a whole number of rows, or a share such as 10%',
    describe: 'write only so many rows, such as 500 or 10%, likeliest first',
  },
  'value-per-conversion': {
    kind: 'number',
    placeholder: 'X',
    min: 0,
    above: true,
    max: 1e12,
    describe: 'what one conversion is worth; with it, says whom to contact',
  },
  'cost-per-contact': {
    kind: 'number',
    placeholder: 'X',
    min: 0,
    max: 1e12,
    describe: 'what one contact costs, in the same money; 0 unless said',
  },
  budget: {
    kind: 'number',
    placeholder: 'X',
    min: 0,
    max: 1e12,
    describe: 'the most that all contacts may cost; no limit unless said',
  },
  calibrate: {
    kind: 'choice',
    choices: CALIBRATION_METHODS,
    default: 'none',
    describe: 'how probabilities are corrected, as learned from the validation rows',
  },
  rows: {
    kind: 'choice',
    choices: ['auto', 'all', 'test'],
    default: 'auto',
    describe: 'the rows that training kept apart (auto takes those if FILE is the file of the training), or all',
  },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTIONS;
