/**
 * Rules about a row that compare two of its columns: a < b, a = b or a > b.
 */
import { columnName } from '../data/column-name.ts';
import { areaOfCounts } from '../evaluation/curves.ts';
import { countCodesOfClass, numberColumn, type AuditedColumn, type AuditedData } from './audited-data.ts';
import { logChanceOfRule, MOST_EXCEPTIONS, type Rule } from './rule.ts';
import { isFlat, isSteep } from './step.ts';

/** Of columns that rank the class better than this by themselves, a pure comparison is no surprise. */
const STRONG_AREA = 0.25;

const RELATIONS = ['<', '=', '>'] as const;
type PairRelation = (typeof RELATIONS)[number];

/** A comparison, and the number of rows it chooses. */
interface Comparison {
  readonly relation: PairRelation;
  readonly rows: number;
  readonly hits: number;
  readonly logChance: number;
}

/** The most surprising of a < b, a = b and a > b for each class that has one, counted on the given rows. */
export function bestPairRules(a: AuditedColumn, b: AuditedColumn, data: AuditedData, rows: Int32Array): Rule[] {
  const { classes, targets } = data;
  const counts = countPairs(a.values, b.values, targets, classes.length, rows);
  return classes.flatMap((_, label) => {
    const size = counts.reduce((sum, ofClass) => sum + ofClass[label]!, 0);
    let best: Comparison | null = null;
    for (const [place, relation] of RELATIONS.entries()) {
      const ofClass = counts[place]!;
      const chosen = ofClass.reduce((sum, count) => sum + count, 0);
      const logChance = logChanceOfRule(ofClass[label]!, chosen, size / rows.length);
      if (logChance < (best?.logChance ?? 0)) best = { relation, rows: chosen, hits: ofClass[label]!, logChance };
    }
    return best === null ? [] : [pairRule(a, b, best, label, data)];
  });
}

/** The number of rows of each class with a < b, a = b, a > b, and with a missing cell in a or b [4][k]. */
function countPairs(
  left: Float64Array,
  right: Float64Array,
  targets: Int32Array,
  classCount: number,
  rows: Int32Array,
): readonly Int32Array[] {
  const counts = Array.from({ length: 4 }, () => new Int32Array(classCount));
  const [less, equal, more, missing] = counts as [Int32Array, Int32Array, Int32Array, Int32Array];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const x = left[row]!;
    const y = right[row]!;
    const label = targets[row]!;
    if (x < y) less[label]!++;
    else if (x > y) more[label]!++;
    else if (x === y) equal[label]!++;
    else missing[label]!++;
  }
  return counts;
}

function pairRule(
  a: AuditedColumn,
  b: AuditedColumn,
  { relation, rows, hits, logChance }: Comparison,
  label: number,
  data: AuditedData,
): Rule {
  // Read so that the larger column comes first: `total > average`.
  const [first, second] = relation === '<' ? [b, a] : [a, b];
  const choose = () => (relation === '=' ? rowsOfEqual(a.values, b.values) : rowsOfLarger(first.values, second.values));
  return {
    text: `${columnName(first.name)} ${relation === '<' ? '>' : relation} ${columnName(second.name)}`,
    columns: [first.name, second.name],
    label,
    rows,
    hits,
    logChance,
    tolerance: MOST_EXCEPTIONS,
    isAbrupt: () => isAbrupt(first, second, choose(), label, data),
    choose,
  };
}

/** True if neither column says much about the class by itself, nor their difference in the rows that aren't chosen. */
function isAbrupt(
  a: AuditedColumn,
  b: AuditedColumn,
  chosen: Int32Array,
  label: number,
  { targets, classCounts, rowCount }: AuditedData,
): boolean {
  const isStrong = (column: AuditedColumn) =>
    Math.abs((areaOfCounts(countCodesOfClass(column, targets, label), column.counts) ?? 0.5) - 0.5) > STRONG_AREA;
  if (isStrong(a) || isStrong(b)) return false;
  const differences = a.values.map((value, row) => value - b.values[row]!);
  for (let i = 0; i < chosen.length; i++) differences[chosen[i]!] = Number.NaN;
  const others = numberColumn('difference', differences);
  const hits = countCodesOfClass(others, targets, label);
  const shareBeside = hits.reduce((sum, count) => sum + count, 0) / Math.max(1, others.presentCount);
  return isSteep(shareBeside, classCounts[label]! / rowCount) && isFlat({ hits, counts: others.counts });
}

function rowsOfLarger(larger: Float64Array, smaller: Float64Array): Int32Array {
  const rows = new Int32Array(larger.length);
  let count = 0;
  for (let row = 0; row < larger.length; row++) if (larger[row]! > smaller[row]!) rows[count++] = row;
  return rows.subarray(0, count);
}

function rowsOfEqual(a: Float64Array, b: Float64Array): Int32Array {
  const rows = new Int32Array(a.length);
  let count = 0;
  for (let row = 0; row < a.length; row++) if (a[row] === b[row]) rows[count++] = row;
  return rows.subarray(0, count);
}

/**
 * True if it says something which of two columns of numbers is larger: their ranges overlap, and their spans are of the
 * same order.
 */
export function areComparable(a: AuditedColumn, b: AuditedColumn): boolean {
  const [spanA, spanB] = [spanOf(a), spanOf(b)];
  const overlap = Math.min(spanA.high, spanB.high) - Math.max(spanA.low, spanB.low);
  const [narrow, wide] = [spanA.high - spanA.low, spanB.high - spanB.low].toSorted((x, y) => x - y);
  return overlap > 0.5 * narrow! && narrow! > 0.1 * wide!;
}

/** The smallest and the largest value. */
function spanOf({ distinct }: AuditedColumn): { low: number; high: number } {
  return { low: distinct[0] ?? 0, high: distinct.at(-1) ?? 0 };
}
