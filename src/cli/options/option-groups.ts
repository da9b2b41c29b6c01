/**
 * Groups of options that several commands share.
 */
import type { OptionName } from './options.ts';

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly OptionName[] = [
  'help',
  'version',
  'quiet',
  'verbose',
  'json',
  'no-color',
  'debug',
  'config',
];

/** The format of a CSV file. */
export const CSV_OPTIONS: readonly OptionName[] = [
  'delimiter',
  'header',
  'decimal',
  'thousands',
  'date-order',
  'encoding',
  'skip-rows',
  'skip-footer',
];
/** The roles of a CSV file's columns, and how they become arrays. */
export const PREPARE_OPTIONS: readonly OptionName[] = [
  'target',
  'positive',
  'id',
  'drop',
  'numeric',
  'categorical',
  'schema',
  'write-schema',
  ...CSV_OPTIONS,
  'missing-word',
  'target-bins',
  'strict',
  'recipe',
  'balance',
  'split',
  'group',
  'time',
  'group-duplicates',
  'piecewise-bins',
  'piecewise-cuts',
  'missing',
  'min-frequency',
  'max-levels',
  'high-cardinality',
  'unseen',
];
/** How the arrays of a .npz file are called. */
export const ARRAY_OPTIONS: readonly OptionName[] = ['inputs-key', 'targets-key'];
/** How a network is trained. */
export const TRAINING_OPTIONS: readonly OptionName[] = [
  'hidden',
  'output-activation',
  'epochs',
  'batch-size',
  'optimizer',
  'learning-rate',
  'momentum',
  'patience',
  'ensemble',
  'members',
  'weight-decay',
  'l2',
  'dropout',
  'calibrate',
];
/** How one network is trained, with nothing behind it: what a study can show. */
export const STUDY_TRAINING: readonly OptionName[] = [
  'seed',
  ...TRAINING_OPTIONS.filter((name) => !['epochs', 'ensemble', 'members', 'calibrate'].includes(name)),
];
/** What a contact costs and a conversion earns. */
export const TARGETING_OPTIONS: readonly OptionName[] = ['value-per-conversion', 'cost-per-contact', 'budget'];
