/**
 * Which rows train and validate in one fold: as `chooseRows` does for a whole table, but the test rows are the fold's, and
 * the rows that its model may learn from are split by the first two proportions.
 */
import { createRandom } from '../../random.ts';
import { balanceRows } from './balance.ts';
import { splitRows, type ChosenRows, type RowOptions } from './choose-rows.ts';
import type { Fold } from './fold-plan.ts';
import { relatedAmong, type RelatedRows } from './related-rows.ts';
import { cutRows, type Split } from './split.ts';

/**
 * The test rows have no say in anything but the course's order, which balances all rows before they come into folds and
 * lets preprocessing learn from all of them.
 *
 * @param targets class numbers of the table [n], in [0, classCount)
 * @param all the rows of all folds
 * @param related what keeps rows of the table together, or null
 * @param check is shown the parts before the training rows are balanced, and may refuse them
 */
export function chooseFoldRows(
  targets: Int32Array,
  classCount: number,
  { recipe, balance, split: [train, validation] }: Omit<RowOptions, 'seed'>,
  fold: Fold,
  all: Int32Array,
  related: RelatedRows | null,
  check: (parts: Split) => void,
): ChosenRows {
  const { rest, test, seed } = fold;
  const random = createRandom(seed, 'split');
  if (recipe === 'course') {
    const shuffled = random.shuffle(rest.slice());
    const cut = cutRows(shuffled, [train, validation, 0]).train.length;
    const parts = { train: shuffled.slice(0, cut), validation: shuffled.slice(cut), test };
    check(parts);
    return { ...parts, fit: all, natural: Int32Array.from(targets.keys()), isRelated: false };
  }
  const restTargets = rest.map((row) => targets[row]!);
  const split = splitRows(
    restTargets,
    classCount,
    [train, validation, 0],
    random,
    related && relatedAmong(related, rest),
  );
  const toRows = (places: Int32Array) => places.map((place) => rest[place]!);
  const parts = { train: toRows(split.train), validation: toRows(split.validation), test };
  check(parts);
  const balanced = balanceRows(parts.train, targets, classCount, balance, createRandom(seed, 'balance'));
  const fit = createRandom(seed, 'shuffle').shuffle(balanced.slice());
  return { ...parts, train: fit, fit, natural: parts.train, isRelated: related !== null };
}
