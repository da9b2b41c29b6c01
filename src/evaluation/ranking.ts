/**
 * Rows ranked by score, best first, with rows of equal score in one group. Rows are sorted once. Then each resample of
 * a bootstrap costs one walk over the rows, and all ranking metrics read the same `RankedCounts`.
 */

export interface Ranking {
  /** Row numbers, highest score first, equal scores in row order [n]. */
  readonly order: Int32Array;
  /** The index in `order` at which each group of equal scores begins, and n at the end [g + 1]. */
  readonly groupStarts: Int32Array;
  /** The score of each group, falling [g]. */
  readonly scores: Float64Array;
}

/** The counts of each group of equal scores, best group first. In a resample a group may be empty. */
export interface RankedCounts {
  readonly scores: Float64Array;
  /** Rows in each group [g]. */
  readonly rows: Int32Array;
  /** Rows of class 1 in each group [g]. */
  readonly positives: Int32Array;
  readonly rowCount: number;
  readonly positiveCount: number;
}

/**
 * @param scores [n], higher if class 1 is likelier
 * @throws RangeError if there are no rows or a score is NaN.
 */
export function rankScores(scores: ArrayLike<number>): Ranking {
  const n = scores.length;
  if (n === 0) throw new RangeError('rankScores: no rows');
  const order = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    if (Number.isNaN(scores[row])) throw new RangeError(`rankScores: the score of row ${row} is NaN`);
    order[row] = row;
  }
  // Scores are compared, not subtracted: the difference of two equal infinities is NaN.
  order.sort((i, j) => Number(scores[j]! > scores[i]!) - Number(scores[j]! < scores[i]!) || i - j);
  const starts: number[] = [];
  for (let rank = 0; rank < n; rank++) {
    if (rank === 0 || scores[order[rank]!] !== scores[order[rank - 1]!]) starts.push(rank);
  }
  return {
    order,
    groupStarts: Int32Array.from([...starts, n]),
    scores: Float64Array.from(starts, (rank) => scores[order[rank]!]!),
  };
}

/**
 * @param targets class numbers [n]; 1 is the positive class, every other number counts as negative. Null if the answers
 *   aren't known: then there are no positives.
 * @param counts how often each row counts [n], as drawn by a bootstrap; once if left out
 */
export function countRanks(
  { order, groupStarts, scores }: Ranking,
  targets: ArrayLike<number> | null,
  counts?: ArrayLike<number>,
): RankedCounts {
  if (targets !== null) requireRows('countRanks', 'targets', targets, order.length);
  if (counts !== undefined) requireRows('countRanks', 'counts', counts, order.length);
  const rows = new Int32Array(scores.length);
  const positives = new Int32Array(scores.length);
  let rowCount = 0;
  let positiveCount = 0;
  for (let group = 0; group < scores.length; group++) {
    let groupRows = 0;
    let groupPositives = 0;
    for (let rank = groupStarts[group]!; rank < groupStarts[group + 1]!; rank++) {
      const row = order[rank]!;
      const count = counts === undefined ? 1 : counts[row]!;
      groupRows += count;
      if (targets !== null && targets[row] === 1) groupPositives += count;
    }
    rows[group] = groupRows;
    positives[group] = groupPositives;
    rowCount += groupRows;
    positiveCount += groupPositives;
  }
  return { scores, rows, positives, rowCount, positiveCount };
}

/** Checks that `values` has length n. */
export function requireRows(operation: string, name: string, values: ArrayLike<number>, n: number): void {
  if (values.length !== n) throw new RangeError(`${operation}: ${values.length} ${name}, expected ${n}`);
}
