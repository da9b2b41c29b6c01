/**
 * The customers to contact out of a scored file: the likeliest first, a share of them, a number, or as many as pay for
 * themselves within a budget. Choosing needs all rows, so their lines stay in memory until the end of the file.
 */
import { UsageError } from '../../errors.ts';
import { countRanks, rankScores } from '../../evaluation/ranking.ts';
import { planTargeting, type TargetingTerms } from '../../evaluation/targeting.ts';
import type { ScoredRows } from '../../scoring/csv-scorer.ts';
import type { Arguments } from '../options/arguments.ts';
import { targetingTerms } from './targeting.ts';

export type Choice = { readonly top: number; readonly isShare: boolean } | { readonly terms: TargetingTerms };

/**
 * Undefined where all rows are to be written, in the order of the file.
 *
 * @throws UsageError for a share above 100 %, or two ways to choose at once.
 */
export function readChoice(args: Arguments): Choice | undefined {
  const terms = targetingTerms(args);
  const text = args.optionalText('top');
  if (text === undefined) return terms && { terms };
  if (terms !== undefined) {
    throw new UsageError('E_USAGE_CONFLICT', '--top and --value-per-conversion both say how many to choose');
  }
  const isShare = text.endsWith('%');
  const top = Number(isShare ? text.slice(0, -1) : text);
  if (top > 0 && (!isShare || top <= 100)) return { top, isShare };
  throw new UsageError('E_USAGE_VALUE', `--top: ${text} is not above 0${isShare ? '% and up to 100%' : ''}`, {
    field: 'top',
  });
}

/** The lines of the chosen rows, likeliest first; of equal probabilities the earlier in the file. A share is rounded up to a row. */
export function choose(parts: readonly ScoredRows[], choice: Choice): Uint8Array[] {
  const lines = parts.flatMap(({ bytes, ends }) => {
    return Array.from(ends, (end, row) => bytes.subarray(row === 0 ? 0 : ends[row - 1], end));
  });
  const ranking = rankScores(parts.flatMap(({ probabilities }) => Array.from(probabilities)));
  const contacts =
    'terms' in choice
      ? planTargeting(countRanks(ranking, null), choice.terms).contacts
      : Math.min(lines.length, choice.isShare ? Math.ceil((choice.top * lines.length) / 100) : choice.top);
  return Array.from(ranking.order.subarray(0, contacts), (row) => lines[row]!);
}
