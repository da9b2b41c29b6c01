/**
 * Which rows train, validate and test, and which ones preprocessing is fitted on: what is decided by the targets, or by
 * what relates the rows, before anything is fitted.
 */
import { createRandom, type Random } from '../../random.ts';
import type { Proportions } from '../../options/option-spec.ts';
import type { PrepareOptions } from '../preparation-options.ts';
import { balanceRows } from './balance.ts';
import type { RelatedRows } from './related-rows.ts';
import { cutRows, groupSplit, stratifiedSplit, timeSplit, type Split } from './split.ts';

export type RowOptions = Pick<PrepareOptions, 'recipe' | 'balance' | 'split' | 'seed'>;

export interface ChosenRows extends Split {
  /** The rows that preprocessing learns from. */
  readonly fit: Int32Array;
  /** The rows whose mix of classes is the natural one: those of the training before balancing. */
  readonly natural: Int32Array;
  /** Whether related rows were kept on one side of the split; else it is stratified. */
  readonly isRelated: boolean;
}

/**
 * By default the rows are split, then the training rows balanced and shuffled; the course balances all rows, shuffles
 * and cuts them. The split is stratified, or keeps related rows together: then targets outside the training part have
 * no say in which rows are in it.
 *
 * @param targets class numbers [n], in [0, classCount)
 * @param check is shown the parts before the training rows are balanced, and may refuse them
 * @param related rows that belong together [n]; null for none
 * @throws RangeError when the course's recipe is given related rows: it has no way to keep them together
 */
export function chooseRows(
  targets: Int32Array,
  classCount: number,
  { recipe, balance, split: proportions, seed }: RowOptions,
  check: (parts: Split) => void = () => {},
  related: RelatedRows | null = null,
): ChosenRows {
  if (recipe === 'course' && related !== null) {
    throw new RangeError(`chooseRows: recipe course does not split by ${related.kind}`);
  }
  const balanced = (rows: Int32Array) => balanceRows(rows, targets, classCount, balance, createRandom(seed, 'balance'));
  if (recipe === 'course') {
    const natural = Int32Array.from(targets.keys());
    const fit = balanced(natural);
    const parts = cutRows(createRandom(seed, 'split').shuffle(fit.slice()), proportions);
    check(parts);
    return { ...parts, fit, natural, isRelated: false };
  }
  const parts = splitRows(targets, classCount, proportions, createRandom(seed, 'split'), related);
  check(parts);
  const fit = createRandom(seed, 'shuffle').shuffle(balanced(parts.train).slice());
  return { ...parts, train: fit, fit, natural: parts.train, isRelated: related !== null };
}

/** The split of the default order: stratified, or with related rows kept together. */
export function splitRows(
  targets: Int32Array,
  classCount: number,
  proportions: Proportions,
  random: Random,
  related: RelatedRows | null,
): Split {
  switch (related?.kind) {
    case 'groups':
      return groupSplit(related.groups, proportions, random);
    case 'time':
      return timeSplit(related.times, proportions);
    case undefined:
      return stratifiedSplit(targets, classCount, proportions, random);
  }
}
