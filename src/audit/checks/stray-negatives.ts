/**
 * A negative number, or a few, in a column that otherwise starts at 0 or above: a slip of the pen, or a code.
 */
import { columnName, listNames } from '../../data/column-name.ts';
import { groupDigits } from '../../text-table.ts';
import { decimalsOf, type AuditedColumn, type AuditedData } from '../audited-data.ts';
import { formatValue, type Finding } from '../finding.ts';

/** More negatives than this, or a larger share of the rows, are no stray ones. */
const MOST = 5;
const MOST_SHARE = 0.01;
const FEWEST_ROWS = 30;
/** Counts and durations pile up where they start: the lowest tenth takes less than this part of the way to the median. */
const WALL = 0.3;
/** Or the negatives lie apart, by this part of the span of the others. */
const APART = 0.25;

export function strayNegatives({ features }: AuditedData): Finding[] {
  const found = features.flatMap((feature) => strayIn(feature) ?? []);
  const first = found[0];
  if (first === undefined) return [];
  const names = found.map(({ name }) => name);
  const { name, rows, lowest, others } = first;
  const one = `${columnName(name)} is below 0 in ${rows === 1 ? '1 row' : `${rows} rows`} (${formatValue(lowest)}), 0 or more in the other ${groupDigits(others)}`;
  return [
    {
      code: 'STRAY_NEGATIVES',
      severity: 'warning',
      columns: names,
      title:
        names.length === 1 ? one : `${names.length} columns have a few values below 0: ${listNames(names)}; ${one}`,
      why: 'The others are whole numbers that start at 0 or above, as counts do, so a negative one is a slip or a code for something else.',
      advice: 'correct those cells, or empty them',
      numbers: { columns: names.length, rows, lowest, others },
    },
  ];
}

function strayIn(feature: AuditedColumn): { name: string; rows: number; lowest: number; others: number } | null {
  const { name, isMeasure, distinct, counts, presentCount } = feature;
  if (!isMeasure || !(distinct[0]! < 0) || presentCount < FEWEST_ROWS) return null;
  let [first, rows] = [0, 0];
  while (first < distinct.length && distinct[first]! < 0) rows += counts[first++]!;
  const others = presentCount - rows;
  if (first === distinct.length || rows > MOST || rows > Math.max(1, MOST_SHARE * presentCount)) return null;
  if (decimalsOf(feature) !== 0) return null;
  const low = distinct[first]!;
  const [tenth, half] = [0.1, 0.5].map((share) => distinct[codeAt(counts, first, share * others)]! - low) as [
    number,
    number,
  ];
  const isApart = low - distinct[first - 1]! >= APART * (distinct.at(-1)! - low);
  const isWall = low <= 1 && tenth <= WALL * half;
  return isWall || isApart ? { name, rows, lowest: distinct[0]!, others } : null;
}

/** The code at which so many rows are reached, counted from a code on. */
function codeAt(counts: Int32Array, from: number, rows: number): number {
  let [code, before] = [from, counts[from]!];
  while (before < rows && code < counts.length - 1) before += counts[++code]!;
  return code;
}
