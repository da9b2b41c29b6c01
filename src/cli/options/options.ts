/**
 * The one table of the command line's options: help, validation, configuration files and the tests of bad values all
 * come from it. The options that the library shares come from the library's own tables.
 */
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../../data/table-options.ts';
import { PRESET_OPTIONS } from '../../training/presets.ts';
import { COMPARISON_OPTIONS } from '../../evaluation/comparison/comparison-options.ts';
import type { OptionSpec, OptionTable } from '../../options/option-spec.ts';
import { PREPARATION_OPTIONS } from '../../preprocessing/preparation-options.ts';
import { CROSS_VALIDATION_OPTIONS } from '../../training/resampling/cross-validation-options.ts';
import { STUDY_SET_NAMES } from '../../study/sets/set-names.ts';
import { TRAINING_OPTIONS } from '../../training/training-options.ts';
import { flagName, type FlagName } from './flag-name.ts';

export type FlagSpec = OptionSpec & { readonly alias?: readonly string[] };

export const OPTIONS = {
  help: { kind: 'flag', alias: ['h'], describe: 'show this help' },
  version: { kind: 'flag', describe: 'show the version' },
  quiet: { kind: 'flag', alias: ['q'], describe: 'print errors only, no progress or messages' },
  json: { kind: 'flag', describe: 'print one JSON document instead of text' },
  'no-color': { kind: 'flag', describe: 'no colour (NO_COLOR and TERM=dumb do the same)' },
  verbose: { kind: 'flag', describe: 'print more details, such as the kernels in use' },
  kernel: {
    kind: 'choice',
    choices: ['reference', 'scalar', 'simd'],
    describe: 'kernels to compute with; all give the same bits; default: the last of these that the host supports',
  },
  threads: {
    kind: 'whole',
    min: 1,
    max: 64,
    describe: 'maximum number of threads; any number gives the same bytes; default: one per core',
  },
  trace: { kind: 'text', describe: 'read the numbers from this document, written by trace --output' },
  debug: { kind: 'flag', describe: 'show the stack of an unexpected error' },
  config: { kind: 'text', alias: ['c'], describe: 'read options from a JSON file; flags win' },
  force: { kind: 'flag', alias: ['f'], describe: 'overwrite an existing output' },
  output: { kind: 'text', alias: ['o'], describe: 'where to write' },
  model: { kind: 'text', alias: ['m'], describe: 'a run folder or its model.safetensors' },
  'inputs-key': { kind: 'text', describe: 'name of the array of inputs in a .npz file; default: inputs' },
  'targets-key': { kind: 'text', describe: 'name of the array of targets in a .npz file; default: targets' },
  name: {
    kind: 'text',
    pattern: /^[^/\\\0]+$/,
    expected: 'a file name without folders',
    describe: "name of the arrays; default: the CSV's name",
  },
  schema: { kind: 'text', describe: 'read the type of each column from a file that --write-schema wrote' },
  'write-schema': { kind: 'text', describe: 'write the type of each column to a file that you can correct' },
  'bad-rows': {
    kind: 'choice',
    choices: ['refuse', 'skip'],
    default: 'refuse',
    describe: 'skip writes rows that cannot be scored to OUTPUT.rejects.csv, with line and reason',
  },
  'fail-on': {
    kind: 'choice',
    choices: ['error', 'warning', 'never'],
    default: 'never',
    describe: 'exit with code 7 if there is a finding of this severity or above',
  },
  data: {
    kind: 'text',
    describe:
      'rows to compare on, or the training file of a report: where it is now, or new rows with known answers; default: as in run.json',
  },
  keep: { kind: 'names', describe: 'columns of FILE to write beside the scores, separated by commas' },
  explain: {
    kind: 'whole',
    min: 1,
    max: 100,
    describe: 'write this many of the strongest reasons of each score beside it, each with its effect in log-odds',
  },
  row: { kind: 'text', describe: 'explain one customer: its ID, or the number of its row where the model has no ID' },
  change: {
    kind: 'names',
    describe: 'columns that may change to reach --target, separated by commas; default: all that the model reads',
  },
  scale: {
    kind: 'choice',
    choices: ['log-odds', 'probability'],
    default: 'log-odds',
    describe: 'what the effects of the columns of --row add up to',
  },
  exact: {
    kind: 'flag',
    describe: 'Shapley values of --row over all orders of the columns, of which there are at most 12',
  },
  together: {
    kind: 'names',
    describe: 'columns whose importance is measured together, separated by commas; once for each such group',
  },
  top: {
    kind: 'text',
    pattern: /^\d+$|^\d+(\.\d+)?%$/,
    expected: 'a whole number of rows, or a share such as 10%',
    describe: 'write only the likeliest rows, such as 500 or 10%, likeliest first',
  },
  'value-per-conversion': {
    kind: 'number',
    min: 0,
    above: true,
    max: 1e12,
    describe: 'what one conversion is worth; decides which customers to contact',
  },
  'cost-per-contact': {
    kind: 'number',
    min: 0,
    max: 1e12,
    describe: 'what one contact costs, in the same currency; default: 0',
  },
  budget: {
    kind: 'number',
    min: 0,
    max: 1e12,
    describe: 'the most that all contacts may cost; default: no limit',
  },
  rows: {
    kind: 'choice',
    choices: ['auto', 'all', 'test'],
    default: 'auto',
    describe: 'all rows, or the test rows of the training; auto means test if FILE is the training file, else all',
  },
  space: {
    kind: 'text',
    describe: 'JSON file of what may vary; default: layers, learning rate, weight decay, dropout and bins',
  },
  trials: {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    default: 100,
    describe: 'networks to try, made up to whole tens; more later keep those that are there',
  },
  nested: {
    kind: 'whole',
    min: 2,
    max: 100,
    describe: 'judge the search itself on so many outer folds, with a share of the trials in each',
  },
  seeds: {
    kind: 'whole',
    // The fewest that have two splits of two starts.
    min: 4,
    max: 1_000,
    describe: 'trainings with as many seeds: how much of each figure is the luck of the split, and of the start',
  },
  'rows-checked': {
    kind: 'whole',
    min: 1,
    max: 1_000,
    default: 8,
    describe: 'rows that the loss is the mean of: the first training rows',
  },
  'burn-in': {
    kind: 'whole',
    min: 0,
    max: 1_000_000,
    default: 0,
    describe: 'steps of training before the check, as a fresh network is a special case',
  },
  'per-tensor': {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    default: 20,
    describe: 'numbers of each tensor to check: the largest and others at random',
  },
  f64: { kind: 'flag', describe: 'all in float64, without the network: the reference against itself, to 1e-7' },
  sabotage: { kind: 'text', describe: 'break one term on purpose, such as dW-sign, to see it caught; list shows all' },
  fresh: { kind: 'flag', describe: 'a network that has learned nothing yet; without --model, this is what is taken' },
  steps: {
    kind: 'whole',
    min: 0,
    max: 1_000_000,
    default: 0,
    describe: 'steps of training before the one that is shown',
  },
  edit: {
    kind: 'names',
    describe: 'a weight set by hand, such as W1[3,7]=0.5, or W1[3,7]=0.5@40 for after 40 steps; once for each',
  },
  as: { kind: 'text', describe: 'the class to assume for the row, in place of its own' },
  neuron: { kind: 'names', describe: 'a unit to write out, such as 1.7: unit 7 of layer 1; once for each' },
  param: { kind: 'names', describe: 'a weight or bias to write out, such as W1[3,7] or b1[7]; once for each' },
  batch: {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    default: 1,
    describe: 'rows of the step: the row, and the first other training rows',
  },
  until: {
    kind: 'choice',
    choices: ['loss', 'backward', 'adam'],
    default: 'adam',
    describe: 'where the text ends',
  },
  ask: { kind: 'flag', describe: 'ask before showing: predict first' },
  'no-report': {
    kind: 'flag',
    describe: 'write no report, no model card and no explanation: only the model and its numbers',
  },
  show: { kind: 'text', describe: 'print one chart in place of writing, such as gain or roc' },
  ascii: { kind: 'flag', describe: 'draw the chart with ASCII characters alone' },
  open: { kind: 'flag', describe: 'show the report in the browser' },
  set: { kind: 'choice', choices: STUDY_SET_NAMES, describe: 'a set that is built in, in place of FILE' },
  member: { kind: 'whole', min: 1, max: 1_000, describe: 'which network of the model, from 1; default: 1' },
  port: {
    kind: 'whole',
    min: 0,
    max: 65_535,
    describe: 'where to listen on 127.0.0.1; 0: any that is free; default: 4380, or one that is free',
  },
  'no-open': { kind: 'flag', describe: 'open no browser' },
  file: { kind: 'text', describe: 'the file to check; default: ID.mjs' },
  strict: { kind: 'flag', describe: 'refuse whatever was inferred from the cells of the file' },
  ...asFlags(CSV_OPTIONS),
  ...asFlags(COLUMN_OPTIONS),
  ...asFlags(PREPARATION_OPTIONS),
  ...asFlags(TRAINING_OPTIONS),
  ...asFlags(COMPARISON_OPTIONS),
  ...asFlags(CROSS_VALIDATION_OPTIONS),
  ...asFlags(PRESET_OPTIONS),
  delimiter: {
    ...CSV_OPTIONS.delimiter,
    pattern: /^(?:[^"\r\n]|\\t)$/u,
    expected: `${CSV_OPTIONS.delimiter.expected}, or \\t`,
  },
  target: { ...COLUMN_OPTIONS.target, alias: ['label'] },
  'output-activation': {
    ...TRAINING_OPTIONS.outputActivation,
    describe: `${TRAINING_OPTIONS.outputActivation.describe}; --output softmax and --output sigmoid mean this too`,
  },
  'learning-rate': { ...TRAINING_OPTIONS.learningRate, alias: ['lr'] },
} as const satisfies Record<string, FlagSpec>;

export type OptionName = keyof typeof OPTIONS;

function asFlags<Table extends OptionTable>(
  table: Table,
): { readonly [Name in keyof Table & string as FlagName<Name>]: Table[Name] } {
  const entries = Object.entries(table).map(([name, spec]) => [flagName(name), spec]);
  return Object.fromEntries(entries) as ReturnType<typeof asFlags<Table>>;
}
