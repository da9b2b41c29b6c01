/**
 * Lift and cumulative gain: the share of all positive rows in the top of a ranking. Rows with equal scores have no
 * order, so if a group of them is cut, its positives count in proportion: the mean over all orders of its rows. If the
 * number of rows is not whole, the last row counts in proportion too.
 */
import type { RankedCounts } from './ranking.ts';

export interface LiftRow {
  /** The share of all rows taken from the top, in (0, 1]. */
  readonly share: number;
  /** Mean number of positive rows among them. */
  readonly positives: number;
  /** Cumulative gain: the share of all positive rows that are among them. */
  readonly gain: number;
  /** Gain / share: positives relative to the same number of rows drawn at random. */
  readonly lift: number;
}

/** 1 %, 2 % … 100 %. */
export const PERCENTILES: readonly number[] = Array.from({ length: 100 }, (_, index) => (index + 1) / 100);

/** Mean number of positive rows among the first `rowsTaken` of the ranking; all positives if it has fewer rows. */
export function positivesInTop(ranked: RankedCounts, rowsTaken: number): number {
  return positivesInTops(ranked, [rowsTaken])[0]!;
}

/** The share of all positive rows that are in the top `share` of the rows; null if there is no positive row. */
export function cumulativeGain(ranked: RankedCounts, share: number): number | null {
  return cumulativeGains(ranked, [share])?.[0] ?? null;
}

/** The same for several shares in rising order, in one walk down the ranking. */
export function cumulativeGains(ranked: RankedCounts, shares: readonly number[]): number[] | null {
  for (const [index, share] of shares.entries()) {
    if (share > 0 && share <= 1 && !(share < shares[index - 1]!)) continue;
    throw new RangeError(`cumulativeGains: share ${share} at [${index}], expected rising ones above 0 and up to 1`);
  }
  const { rowCount, positiveCount } = ranked;
  if (positiveCount === 0) return null;
  const taken = shares.map((share) => share * rowCount);
  return positivesInTops(ranked, taken).map((positives) => positives / positiveCount);
}

/** Gain and lift at each of the rising shares of the rows; null if there is no positive row. */
export function liftTable(ranked: RankedCounts, shares: readonly number[] = PERCENTILES): LiftRow[] | null {
  const gains = cumulativeGains(ranked, shares);
  if (gains === null) return null;
  return gains.map((gain, index) => {
    const share = shares[index]!;
    return { share, positives: gain * ranked.positiveCount, gain, lift: gain / share };
  });
}

/** @param rowsTaken rising */
function positivesInTops({ rows, positives }: RankedCounts, rowsTaken: readonly number[]): number[] {
  let [group, rowsAbove, found] = [0, 0, 0];
  return rowsTaken.map((taken) => {
    for (; group < rows.length && rowsAbove + rows[group]! <= taken; group++) {
      rowsAbove += rows[group]!;
      found += positives[group]!;
    }
    return group === rows.length ? found : found + positives[group]! * ((taken - rowsAbove) / rows[group]!);
  });
}
