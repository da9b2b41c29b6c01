/**
 * Columns that go together so closely that permuting one alone says little: the model reads from the others what it has
 * lost, and rows appear that there are none of. They are permuted together.
 */
import { quoted } from '../../errors.ts';
import { evenly } from '../evenly.ts';
import { cellCount, type RawColumn } from '../raw-columns.ts';
import { association, ordered } from './association.ts';
import type { ColumnGroup } from './permutation-importance.ts';

/**
 * Where collinearity begins to distort what single columns are given (Dormann et al. 2013, "Collinearity: a review of
 * methods", who find |r| > 0.7 in simulations).
 */
const CLOSE = 0.7;
/** With fewer rows, chance alone reaches 0.7 now and then: once in 10⁵ pairs of 30 rows. */
const FEWEST_ROWS = 30;
/** Among more columns, looking at all pairs would cost more than the importance of each. */
export const MOST_COLUMNS_PAIRED = 200;
/** Rows of all pairs together that are looked at: each pair of 200 columns has 250, and 0.7 a standard error of 0.03. */
const PAIRED_ROWS = 5e6;
const MOST_ROWS = 1000;

/**
 * All columns, in groups of which any two go together closely; most groups are of one. The closest pairs come first, and
 * groups are joined only where each pair of theirs is close (complete linkage), so that a chain of neighbours is no group.
 *
 * @param together groups that are asked for, by name: their columns go nowhere else, each into the first that names it
 * @throws RangeError for a name that no column has.
 */
export function columnGroups(
  columns: readonly RawColumn[],
  together: readonly (readonly string[])[] = [],
): ColumnGroup[] {
  const taken = new Set<RawColumn>();
  const asked = together.map((names) => {
    const unknown = names.find((wanted) => !columns.some(({ name }) => name === wanted));
    if (unknown !== undefined) throw new RangeError(`together: there is no column ${quoted(unknown)}`);
    const group = columns.filter((column) => names.includes(column.name) && !taken.has(column));
    for (const column of group) taken.add(column);
    return group;
  });
  const free = columns.filter((column) => !taken.has(column));
  const found = freeGroups(free);
  return [...asked, ...found]
    .filter((group) => group.length > 0)
    .toSorted(([a], [b]) => a!.start - b!.start)
    .map((group) => ({ columns: group.map(({ name }) => name), ranges: group }));
}

function freeGroups(columns: readonly RawColumn[]): RawColumn[][] {
  const alone = columns.map((column) => [column]);
  if (columns.length < 2 || columns.length > MOST_COLUMNS_PAIRED) return alone;
  const most = (2 * PAIRED_ROWS) / (columns.length * (columns.length - 1));
  const rows = evenly(cellCount(columns[0]!.cells), Math.min(MOST_ROWS, Math.floor(most)));
  if (rows.length < FEWEST_ROWS) return alone;
  const values = columns.map(({ cells }) => ordered(cells, rows));
  const pairs: { i: number; j: number; closeness: number }[] = [];
  const isClose = columns.map(() => new Set<number>());
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j < i; j++) {
      const closeness = association(values[i]!, values[j]!);
      if (closeness < CLOSE) continue;
      pairs.push({ i, j, closeness });
      isClose[i]!.add(j);
      isClose[j]!.add(i);
    }
  }
  const groupOf = columns.map((_, i) => [i]);
  for (const { i, j } of pairs.toSorted((a, b) => b.closeness - a.closeness)) {
    const [one, other] = [groupOf[i]!, groupOf[j]!];
    if (one === other || !one.every((a) => other.every((b) => isClose[a]!.has(b)))) continue;
    const joined = [...one, ...other].toSorted((a, b) => a - b);
    for (const member of joined) groupOf[member] = joined;
  }
  return [...new Set(groupOf)].map((group) => group.map((i) => columns[i]!));
}
