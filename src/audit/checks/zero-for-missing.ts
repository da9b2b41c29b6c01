/**
 * Zeros typed in for missing: a measure that is far above 0 in all other rows, such as a blood pressure. A count or an
 * amount that goes down to 0 by small steps is none.
 */
import { columnName, listNames } from '../../data/column-name.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import { setting, wording } from '../../wording.ts';
import type { AuditedColumn, AuditedData } from '../audited-data.ts';
import { formatValue, type Finding } from '../finding.ts';

const FEWEST_ZEROS = 3;
/** A column with more zeros than values says something else with them. */
const MOST_ZEROS = 0.5;
const FEWEST_DISTINCT = 10;
/** The mean of the other values is so many of their standard deviations above 0. */
const FAR = 2.5;
/** The gap: the smallest other value, as a part of their median, and in steps between values. */
const LEAST_PART = 0.1;
const LEAST_STEPS = 4;
/** Gaps of one record come together: so much of the zeros of another column must be zeros here. */
const TOGETHER = 0.8;
const FEWEST_TOGETHER = 10;

interface Zeros {
  readonly feature: AuditedColumn;
  readonly rows: number;
  readonly smallest: number;
  readonly isFar: boolean;
}

export function zerosForMissing({ features, rowCount }: AuditedData): Finding[] {
  const apart = features.flatMap((feature) => zerosApart(feature, rowCount) ?? []);
  const certain = apart.filter(({ isFar }) => isFar);
  const found = apart.filter((zeros) => zeros.isFar || certain.some((other) => gapsTogether(other, zeros)));
  const most = found.toSorted((a, b) => b.rows - a.rows)[0];
  if (most === undefined) return [];
  const names = found.map(({ feature }) => feature.name);
  const share = most.rows / rowCount;
  const one = `${columnName(most.feature.name)} is 0 in ${groupDigits(most.rows)} of ${groupDigits(rowCount)} rows (${formatPercent(share)}) and at least ${formatValue(most.smallest)} in all others`;
  return [
    {
      code: 'ZERO_FOR_MISSING',
      severity: 'warning',
      columns: names,
      title:
        names.length === 1
          ? `${one}: typed in for missing?`
          : `${names.length} columns seem to have 0 for missing: ${listNames(names)}; ${one}`,
      why: 'No value lies between the zeros and the others, which are far above 0: nothing was measured there, perhaps. A model takes 0 for a measured value, and the mean and the scale of the column are wrong too.',
      advice: wording`if 0 stands for "not measured", empty those cells in the file; or leave ${names.length === 1 ? 'the column' : 'the columns'} out: ${setting('drop', names)}`,
      numbers: { columns: names.length, rows: most.rows, share, smallest: most.smallest },
    },
  ];
}

/** The zeros of a column, if they lie apart from all other values. */
function zerosApart(
  { distinct, counts, isMeasure, presentCount, ...rest }: AuditedColumn,
  rowCount: number,
): Zeros | null {
  if (!isMeasure || distinct[0] !== 0 || distinct.length < FEWEST_DISTINCT) return null;
  const rows = counts[0]!;
  const others = presentCount - rows;
  if (rows < FEWEST_ZEROS || rows > MOST_ZEROS * rowCount || others < 20) return null;
  const smallest = distinct[1]!;
  let [sum, step] = [0, Infinity];
  for (let code = 1; code < distinct.length; code++) {
    sum += counts[code]! * distinct[code]!;
    if (code > 1) step = Math.min(step, distinct[code]! - distinct[code - 1]!);
  }
  const mean = sum / others;
  let [squares, before, median] = [0, 0, Number.NaN];
  for (let code = 1; code < distinct.length; code++) {
    squares += counts[code]! * (distinct[code]! - mean) ** 2;
    before += counts[code]!;
    if (Number.isNaN(median) && 2 * before >= others) median = distinct[code]!;
  }
  if (smallest < LEAST_PART * median || smallest < LEAST_STEPS * step) return null;
  const deviation = Math.sqrt(squares / others);
  // A tail that comes near 0 makes zeros likely.
  let near = 0;
  for (let code = 1; code < distinct.length && distinct[code]! < mean - FAR * deviation; code++) near += counts[code]!;
  const feature = { distinct, counts, isMeasure, presentCount, ...rest };
  return { feature, rows, smallest, isFar: mean > FAR * deviation && near < rows };
}

/** True if most rows that have 0 in a column for missing have it in another one too, more than all rows do. */
function gapsTogether({ feature: certain, rows }: Zeros, { feature }: Zeros): boolean {
  let both = 0;
  for (let row = 0; row < certain.values.length; row++) {
    if (certain.values[row] === 0 && feature.values[row] === 0) both++;
  }
  const expected = (rows * feature.counts[0]!) / feature.presentCount;
  return rows >= FEWEST_TOGETHER && both >= TOGETHER * rows && both >= 1.5 * expected;
}
