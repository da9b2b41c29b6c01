/**
 * What scored customers hold that training never saw, one line per column.
 */
import { columnName } from '../../data/column-name.ts';
import { quoted } from '../../errors.ts';
import type { Novelty } from '../../preprocessing/novelty.ts';
import type { Say } from '../../setting.ts';
import { groupDigits } from '../../text-table.ts';
import { inCode, setting } from '../../wording.ts';

const MOST_LINES = 10;

export function describeNovelties(novelties: readonly Novelty[], rowCount: number, say: Say = inCode): string[] {
  const lines = novelties.map((novelty) => {
    const rows = `${groupDigits(novelty.rows)} of ${groupDigits(rowCount)} rows`;
    return `${columnName(novelty.column)}: ${rows} ${describe(novelty)}`;
  });
  if (lines.length <= MOST_LINES) return lines;
  const rest = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), `and ${rest} more such lines, all with ${say(setting('json'))}`];
}

function describe({ kind, examples, training }: Novelty): string {
  switch (kind) {
    case 'unseen':
      return `with values that training never saw (${examples.map(quoted).join(', ')}), scored like rare ones`;
    case 'out of range':
      return `outside the training range ${training}: ${examples.join(' and ')}`;
    case 'missing':
      return `without a value (no training row lacked one), scored as ${quoted(training)}`;
  }
}
