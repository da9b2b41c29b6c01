/**
 * The customers to contact out of a scored file: the likeliest first, a share of them, a number, or as many as pay for
 * themselves within a budget. Choosing needs all rows, so their lines stay in memory until the end of the file.
 */
import { countRanks, rankScores } from '../evaluation/ranking.ts';
import { planTargeting, type TargetingTerms } from '../evaluation/targeting.ts';
import type { ScoredRows } from './csv-scorer.ts';

/** A number of rows, a share of them in per cent, or terms that tell which contacts pay. */
export type Selection = { readonly top: number; readonly isShare: boolean } | { readonly terms: TargetingTerms };

/**
 * The lines of the selected rows, likeliest first; ties in file order. A share is rounded up
 * to a row.
 */
export function selectRows(parts: readonly ScoredRows[], selection: Selection): Uint8Array[] {
  const lines = parts.flatMap(({ bytes, ends }) => {
    return Array.from(ends, (end, row) => bytes.subarray(row === 0 ? 0 : ends[row - 1], end));
  });
  const ranking = rankScores(parts.flatMap(({ probabilities }) => Array.from(probabilities)));
  const contacts =
    'terms' in selection
      ? planTargeting(countRanks(ranking, null), selection.terms).contacts
      : Math.min(lines.length, selection.isShare ? Math.ceil((selection.top * lines.length) / 100) : selection.top);
  return Array.from(ranking.order.subarray(0, contacts), (row) => lines[row]!);
}
