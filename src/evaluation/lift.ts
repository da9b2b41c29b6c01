/**
 * Lift and cumulative gain: what share of all positive rows stands in the top of a ranking. Within a group of equal
 * scores no row comes before another, so a group cut in two gives its positives in proportion: the mean over all orders
 * of its rows. A number of rows that is not whole counts its last row in part the same way.
 */
import type { RankedCounts } from './ranking.ts';

export interface LiftRow {
  /** The share of all rows taken from the top, in (0, 1]. */
  readonly share: number;
  /** Mean number of positive rows among them. */
  readonly positives: number;
  /** Cumulative gain: the share of all positive rows that is among them. */
  readonly gain: number;
  /** Gain / share: how many times more positives than as many rows drawn at random hold. */
  readonly lift: number;
}

/** 1 %, 2 % … 100 %. */
const PERCENTILES: readonly number[] = Array.from({ length: 100 }, (_, index) => (index + 1) / 100);

/** Mean number of positive rows among the first `rowsTaken` of the ranking; all of them when it has fewer rows. */
export function positivesInTop({ rows, positives }: RankedCounts, rowsTaken: number): number {
  let left = rowsTaken;
  let found = 0;
  for (let group = 0; group < rows.length && left > 0; group++) {
    if (rows[group] === 0) continue;
    found += positives[group]! * Math.min(left / rows[group]!, 1);
    left -= rows[group]!;
  }
  return found;
}

/** The share of all positive rows held by the top `share` of the rows; null when there is no positive row. */
export function cumulativeGain(ranked: RankedCounts, share: number): number | null {
  if (!(share > 0 && share <= 1)) throw new RangeError(`cumulativeGain: share ${share}, expected above 0 and up to 1`);
  if (ranked.positiveCount === 0) return null;
  return positivesInTop(ranked, share * ranked.rowCount) / ranked.positiveCount;
}

/** Gain and lift at each share of the rows, every percentile unless told; null when there is no positive row. */
export function liftTable(ranked: RankedCounts, shares: readonly number[] = PERCENTILES): LiftRow[] | null {
  if (ranked.positiveCount === 0) return null;
  return shares.map((share) => {
    const gain = cumulativeGain(ranked, share)!;
    return { share, positives: gain * ranked.positiveCount, gain, lift: gain / share };
  });
}
