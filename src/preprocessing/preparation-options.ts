/**
 * The options of the way from a table to three data sets, and which of them exclude each other.
 */
import { UsageError } from '../errors.ts';
import { completeOptions, defaultsOf } from '../options/check-options.ts';
import type { CompleteOptions, GivenOptions, OptionTable } from '../options/option-spec.ts';
import { BALANCE_METHODS, type BalanceMethod } from './rows/balance.ts';
import { setting, wording } from '../wording.ts';

/** What a model can be told to do with a level that no training row has. */
export const UNSEEN_POLICIES = ['other', 'refuse'] as const;

export const PREPARATION_OPTIONS = {
  recipe: {
    kind: 'choice',
    choices: ['default', 'course'],
    default: 'default',
    describe: 'order of preparation; the one of the course balances and scales before it splits, and leaks',
  },
  balance: {
    kind: 'choice',
    choices: BALANCE_METHODS,
    describe: 'how rare classes are made to count in training; undersample unless said, in recipe course first',
  },
  split: { kind: 'proportions', default: [80, 10, 10], describe: 'shares of training, validation and test rows' },
  groupDuplicates: { kind: 'flag', describe: 'rows alike in all features stay on one side of the split' },
  missing: {
    kind: 'choice',
    choices: ['fill', 'refuse'],
    default: 'fill',
    describe: 'a missing value becomes the median, or the most frequent kind, of the training rows',
  },
  minFrequency: {
    kind: 'whole',
    min: 1,
    max: 1_000_000,
    default: 5,
    describe: 'kinds with fewer training rows are put together',
  },
  maxLevels: {
    kind: 'whole',
    min: 1,
    max: 10_000,
    default: 50,
    describe: 'columns of up to so many kinds are one-hot encoded',
  },
  highCardinality: {
    kind: 'choice',
    choices: ['frequency', 'hash'],
    default: 'frequency',
    describe: 'how columns of more kinds are encoded',
  },
  unseen: {
    kind: 'choice',
    choices: UNSEEN_POLICIES,
    default: 'other',
    describe: 'what the model does with a kind that no training row has: take it for a rare one, or refuse the row',
  },
  seed: { kind: 'seed', maxLength: 200, default: '1', describe: 'of all randomness' },
} as const satisfies OptionTable;

export interface PrepareOptions extends CompleteOptions<typeof PREPARATION_OPTIONS> {
  readonly balance: BalanceMethod;
}

/** The options of a preparation as a caller gives them. */
export interface GivenPrepareOptions extends GivenOptions<typeof PREPARATION_OPTIONS> {}

/** How columns become inputs. */
export type EncodingOptions = Pick<
  PrepareOptions,
  'missing' | 'minFrequency' | 'maxLevels' | 'highCardinality' | 'unseen'
>;

// Marked, so that a page that scores alone needs none of this.
export const DEFAULT_ENCODING: EncodingOptions = /* @__PURE__ */ defaultsOf(PREPARATION_OPTIONS);

/**
 * The options with what isn't given filled in.
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
 * @param columns what relates the rows, if anything does
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
