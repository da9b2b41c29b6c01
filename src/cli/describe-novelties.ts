/**
 * What scored customers hold that training never saw, a line a column.
 */
import { columnName } from '../data/column-name.ts';
import { quoted } from '../errors.ts';
import type { Novelty } from '../preprocessing/novelty.ts';
import { groupDigits } from '../text-table.ts';

const MOST_LINES = 10;

export function describeNovelties(novelties: readonly Novelty[], rowCount: number): string[] {
  const lines = novelties.map((novelty) => {
    const rows = `${groupDigits(novelty.rows)} of ${groupDigits(rowCount)} rows`;
    return `${columnName(novelty.column)}: ${rows} ${describe(novelty)}`;
  });
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} lines more of this kind, all with --json`];
}

function describe({ kind, examples, training }: Novelty): string {
  switch (kind) {
    case 'unseen':
      return `hold kinds that no training row has (${examples.map(quoted).join(', ')})`;
    case 'out of range':
      return `lie outside the training range ${training} (up to ${examples.join(' and ')})`;
    case 'missing':
      return `have no value, unlike any training row; scored as ${quoted(training)}`;
  }
}
