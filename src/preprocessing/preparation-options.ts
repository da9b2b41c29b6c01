/**
 * The options for turning a table into three data sets, and which of them exclude each other.
 */
import { UsageError } from '../errors.ts';
import { completeOptions, defaultsOf } from '../options/check-options.ts';
import type { CompleteOptions, GivenOptions, OptionTable } from '../options/option-spec.ts';
import { BALANCE_METHODS, type BalanceMethod } from './rows/balance.ts';
import { setting, wording } from '../wording.ts';

/** What a model can be told to do with a level that no training row has. */
export const UNSEEN_POLICIES = ['other', 'refuse'] as const;

export const PREPARATION_OPTIONS = {
  positive: {
    kind: 'text',
    describe: 'of two classes, the one that counts; default: yes of no and yes and the like, else the rarer',
  },
  recipe: {
    kind: 'choice',
    choices: ['default', 'course'],
    default: 'default',
    describe: 'order of preparation; course balances and scales before it splits, which leaks',
  },
  balance: {
    kind: 'choice',
    choices: BALANCE_METHODS,
    describe: 'how rare classes are made to count in training; default: undersample, or first in recipe course',
  },
  split: { kind: 'proportions', default: [80, 10, 10], describe: 'shares of training, validation and test rows' },
  groupDuplicates: { kind: 'flag', describe: 'keep rows with identical features on the same side of the split' },
  piecewiseBins: {
    kind: 'whole',
    min: 0,
    max: 256,
    default: 0,
    describe: 'bins of the piecewise-linear inputs beside each standardised number, together at most 2,048; 0 for none',
  },
  piecewiseCuts: {
    kind: 'whole',
    min: 0,
    max: 256,
    default: 0,
    describe: 'more edges of these bins, at most, where a small tree cuts the column by the target',
  },
  missing: {
    kind: 'choice',
    choices: ['fill', 'refuse'],
    default: 'fill',
    describe: 'fill uses the median or the most frequent category of the training rows',
  },
  minFrequency: {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    default: 5,
    describe: 'categories with fewer training rows are merged into one',
  },
  maxLevels: {
    kind: 'whole',
    min: 1,
    max: 10_000,
    default: 50,
    describe: 'columns with at most this many categories are one-hot encoded',
  },
  highCardinality: {
    kind: 'choice',
    choices: ['frequency', 'hash'],
    default: 'frequency',
    describe: 'how columns with more categories are encoded',
  },
  unseen: {
    kind: 'choice',
    choices: UNSEEN_POLICIES,
    default: 'other',
    describe: 'how to handle a category that training never saw: treat it as a rare one, or refuse the row',
  },
  seed: { kind: 'seed', maxLength: 200, default: '1', describe: 'seed of all randomness' },
} as const satisfies OptionTable;

export interface PrepareOptions extends CompleteOptions<typeof PREPARATION_OPTIONS> {
  readonly balance: BalanceMethod;
}

/** The options of a preparation as a caller gives them. */
export interface GivenPrepareOptions extends GivenOptions<typeof PREPARATION_OPTIONS> {}

/** How columns become inputs. */
export type EncodingOptions = Pick<
  PrepareOptions,
  'piecewiseBins' | 'piecewiseCuts' | 'missing' | 'minFrequency' | 'maxLevels' | 'highCardinality' | 'unseen'
>;

// Marked, so that a page that scores alone needs none of this.
export const DEFAULT_ENCODING: EncodingOptions = /* @__PURE__ */ defaultsOf(PREPARATION_OPTIONS);

/**
 * Fills in the defaults.
 *
 * @throws UsageError E_USAGE_OPTION or E_USAGE_VALUE as `completeOptions` does, E_USAGE_CONFLICT for two that exclude
 *   each other.
 */
export function completePreparation(given: GivenPrepareOptions = {}): PrepareOptions {
  const options = completeOptions(PREPARATION_OPTIONS, given, 'prepare');
  const { recipe, balance = recipe === 'course' ? 'first' : 'undersample', highCardinality, unseen } = options;
  if (recipe === 'course' && balance === 'oversample') {
    throw new UsageError(
      'E_USAGE_CONFLICT',
      wording`${setting('recipe', recipe)} with ${setting('balance', balance)} would put copies of one row on both sides of the split`,
    );
  }
  if (highCardinality === 'hash' && unseen === 'refuse') {
    const hash = setting('highCardinality', highCardinality);
    throw new UsageError('E_USAGE_CONFLICT', wording`${hash} keeps no list of levels to refuse others by`);
  }
  return { ...options, balance };
}

/**
 * @param columns the columns that relate rows, if any
 * @throws UsageError E_USAGE_CONFLICT when more than one of group, time, groupDuplicates and the course's recipe say
 *   how rows are split.
 */
export function requireOneSplit(
  { group, time }: { readonly group?: string | null | undefined; readonly time?: string | null | undefined },
  { recipe, groupDuplicates }: Pick<PrepareOptions, 'recipe' | 'groupDuplicates'>,
): void {
  const [first, second] = [
    ...(recipe === 'course' ? [setting('recipe', recipe)] : []),
    ...((group ?? null) === null ? [] : [setting('group')]),
    ...((time ?? null) === null ? [] : [setting('time')]),
    ...(groupDuplicates ? [setting('groupDuplicates')] : []),
  ];
  if (first === undefined || second === undefined) return;
  throw new UsageError('E_USAGE_CONFLICT', wording`${first} and ${second} each say how rows are split`);
}
