/**
 * What is refused about the folds of a table: more of them than its rows, its smallest class, its largest group or its
 * distinct times allow, and folds that leave a model nothing to learn from.
 */
import { DataError, quoted, UsageError } from '../../errors.ts';
import { counted, groupDigits } from '../../text-table.ts';
import { setting, wording } from '../../wording.ts';
import { classCounts } from '../dataset.ts';
import type { Labels } from '../labels.ts';
import { timeFolds } from './folds.ts';
import type { Fold, FoldCounts } from './fold-plan.ts';
import type { RelatedRows } from './related-rows.ts';
import type { Split } from './split.ts';

/** Where rows to be put into folds come from, for errors. */
export interface FoldPlace {
  readonly file: string;
  /** The column that relates rows, if one does. */
  readonly field?: string | undefined;
  /** The names of the groups, if they have some. */
  readonly groupNames?: readonly string[] | undefined;
}

/** @throws UsageError E_USAGE_CONFLICT for repeats of folds that nothing is random about. */
export function requireRepeatable(related: RelatedRows | null, { repeats }: FoldCounts): void {
  if (related?.kind !== 'time' || repeats === 1) return;
  const message = wording`${setting('repeats', repeats)} with ${setting('time')}: folds forward in time are the same in every repeat`;
  throw new UsageError('E_USAGE_CONFLICT', message, { hint: wording`${setting('repeats', 1)}` });
}

/**
 * @param rows the rows to be put into folds
 * @throws DataError E_DATA_CLASSES naming a class with fewer rows than folds, E_DATA_ROWS for a group larger than a fold,
 *   fewer distinct times than folds need, or fewer rows than folds.
 */
export function requireFolds(
  rows: Int32Array,
  { classes, targets }: Pick<Labels, 'classes' | 'targets'>,
  related: RelatedRows | null,
  k: number,
  place: FoldPlace,
): void {
  const n = rows.length;
  switch (related?.kind) {
    case 'groups':
      return requireSmallGroups(related.groups, k, place);
    case 'time':
      return requireTimes(related.times, k, place);
    case undefined: {
      const counts = classCounts(
        rows.map((row) => targets[row]!),
        classes.length,
      );
      const fewest = Math.min(...counts);
      if (fewest >= k) return;
      const name = quoted(classes[counts.indexOf(fewest)]!);
      const message = `class ${name} has ${groupDigits(fewest)} of ${counted(n, 'row')}, fewer than ${k} folds`;
      throw refusal('E_DATA_CLASSES', message, fewest, place);
    }
  }
}

function requireSmallGroups(groups: Int32Array, k: number, place: FoldPlace): void {
  const n = groups.length;
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const [group, size] = [...sizes].reduce((largest, next) => (next[1] > largest[1] ? next : largest));
  if (size * k <= n) return;
  const name = place.groupNames?.[group];
  const subject =
    name === undefined ? `rows that are alike: ${groupDigits(size)}` : `group ${quoted(name)} has ${groupDigits(size)}`;
  const message = `${subject} of ${counted(n, 'row')}, more than one of ${k} folds holds`;
  throw refusal('E_DATA_ROWS', message, Math.floor(n / size), place);
}

function requireTimes(times: Float64Array, k: number, place: FoldPlace): void {
  const distinct = new Set(times).size;
  const isFilled = (folds: number) => {
    const found = new Set(timeFolds(times, folds));
    return found.size === folds + 1;
  };
  if (distinct > k && isFilled(k)) return;
  let most = Math.min(k, distinct) - 1;
  while (most > 1 && !isFilled(most)) most--;
  const message = `${counted(times.length, 'row')} at ${counted(distinct, 'distinct time')}: too few for ${k} folds, each later than the one before`;
  throw refusal('E_DATA_ROWS', message, most, place);
}

/** @param most folds that are possible */
function refusal(
  code: 'E_DATA_ROWS' | 'E_DATA_CLASSES',
  message: string,
  most: number,
  { file, field }: FoldPlace,
): DataError {
  const hint = most >= 2 ? wording`${setting('folds', most)}` : 'bring more rows';
  return new DataError(code, message, { file, field, hint });
}

/**
 * @param parts the rows that a fold's model learns from
 * @throws DataError E_DATA_CLASSES naming a class without training rows, E_DATA_ROWS for no validation rows.
 */
export function requireLearnable(
  { train, validation }: Split,
  { classes, targets }: Pick<Labels, 'classes' | 'targets'>,
  { fold, repeat }: Fold,
  { folds, repeats }: FoldCounts,
  { file }: FoldPlace,
): void {
  const where = `fold ${fold} of ${folds}${repeats === 1 ? '' : `, repeat ${repeat}`}`;
  const counts = classCounts(
    train.map((row) => targets[row]!),
    classes.length,
  );
  const missing = counts.indexOf(0);
  if (missing === -1 && validation.length > 0) return;
  const fewer = Math.floor(folds / 2);
  const [code, problem] =
    missing === -1
      ? (['E_DATA_ROWS', `${counted(train.length, 'row')} to learn from and none for validation`] as const)
      : ([
          'E_DATA_CLASSES',
          `none of its ${counted(train.length, 'training row')} is of class ${quoted(classes[missing]!)}`,
        ] as const);
  throw new DataError(code, `${where}: ${problem}`, {
    file,
    hint: fewer >= 2 ? wording`${setting('folds', fewer)}` : 'bring more rows',
  });
}
