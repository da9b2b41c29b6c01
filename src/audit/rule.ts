/**
 * Simple rules about a row (a column above, at or below a value), and how surprisingly pure the chosen rows are.
 */
import type { AuditedColumn, AuditedData } from './audited-data.ts';
import { columnName } from '../data/column-name.ts';
import { logChanceOfHits } from './surprise.ts';

export interface Rule {
  /** As it reads: `completion > 0`. */
  readonly text: string;
  readonly columns: readonly string[];
  /** The class of nearly all chosen rows. */
  readonly label: number;
  /** The number of rows that the rule chooses. */
  readonly rows: number;
  /** The number of them that are of the class. */
  readonly hits: number;
  /** ln of a bound on the probability of such purity by chance, for this single rule. */
  readonly logChance: number;
  /**
   * The share of the class among the rows next to the chosen rows. A signal comes gradually; a record made after the
   * outcome starts abruptly from one value to the next.
   */
  readonly shareBeside: number;
  /** The rows that the rule chooses, ascending. */
  readonly choose: () => Int32Array;
}

/** The share of the exceptions expected by chance that a rule may have. */
const MOST_EXCEPTIONS = 0.02;

/** Fewer rows than this make no rule, however pure. */
const FEWEST_ROWS = 10;

/** A rule about one column; the code −1 stands for missing cells. */
interface Cut {
  readonly relation: '<=' | '=' | '>';
  readonly code: number;
  readonly rows: number;
  readonly hits: number;
  readonly logChance: number;
}

/** ln of the bound for a rule that is pure enough, else 0. */
export function logChanceOfRule(hits: number, rows: number, rate: number): number {
  if (rows < FEWEST_ROWS || rows - hits > MOST_EXCEPTIONS * rows * (1 - rate)) return 0;
  return logChanceOfHits(hits, rows, rate);
}

/**
 * The most surprising rule of one column for one class, if there is one.
 *
 * @param hitCounts how many rows of the class have each code
 */
export function bestColumnRule(
  feature: AuditedColumn,
  hitCounts: Int32Array,
  label: number,
  { classCounts, rowCount }: AuditedData,
): Rule | null {
  const { codes, counts, presentCount, distinct, isNumber, show, name } = feature;
  const rate = classCounts[label]! / rowCount;
  const presentHits = hitCounts.reduce((total, hits) => total + hits, 0);
  let best: Cut = { relation: '=', code: -1, rows: 0, hits: 0, logChance: 0 };
  const offer = (relation: Cut['relation'], code: number, rows: number, hits: number) => {
    const logChance = logChanceOfRule(hits, rows, rate);
    if (logChance < best.logChance) best = { relation, code, rows, hits, logChance };
  };
  let [below, hitsBelow] = [0, 0];
  for (let code = 0; code < distinct.length; code++) {
    offer('=', code, counts[code]!, hitCounts[code]!);
    below += counts[code]!;
    hitsBelow += hitCounts[code]!;
    if (!isNumber || code === distinct.length - 1) continue;
    offer('<=', code, below, hitsBelow);
    offer('>', code, presentCount - below, presentHits - hitsBelow);
  }
  offer('=', -1, rowCount - presentCount, classCounts[label]! - presentHits);
  if (best.logChance === 0) return null;
  const { relation, code, ...found } = best;
  const value = code === -1 ? 'missing' : relation === '=' ? show(code) : shortestCut(distinct, code);
  return {
    ...found,
    text: `${columnName(name)} ${code === -1 ? 'is' : relation} ${value}`,
    columns: [name],
    label,
    shareBeside: shareBeside(best, feature, hitCounts),
    choose: () => {
      if (relation === '=') return rowsBetween(codes, code, code, found.rows);
      const [lowest, highest] = relation === '<=' ? [0, code] : [code + 1, distinct.length];
      return rowsBetween(codes, lowest, highest, found.rows);
    },
  };
}

/** @param count the number of these rows */
function rowsBetween(codes: Int32Array, lowest: number, highest: number, count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0, place = 0; place < count; row++) {
    if (codes[row]! >= lowest && codes[row]! <= highest) rows[place++] = row;
  }
  return rows;
}

/** The number with the fewest digits that is at least one distinct value and below the next. */
function shortestCut(distinct: Float64Array, code: number): string {
  const [low, high] = [distinct[code]!, distinct[code + 1]!];
  for (let digits = 1; digits < 17; digits++) {
    const value = Number(low.toPrecision(digits));
    if (value >= low && value < high) return String(value);
  }
  return String(low);
}

/** The share of hits among the rows next to the chosen rows in the column: as many as are chosen, within limits. */
function shareBeside(
  { relation, code, rows }: Cut,
  { counts, presentCount, isNumber }: AuditedColumn,
  hitCounts: Int32Array,
): number {
  const enough = !isNumber || code === -1 ? presentCount : Math.min(rows, Math.max(20, presentCount / 10));
  let [beside, hits] = [0, 0];
  const take = (from: number, step: 1 | -1) => {
    let taken = 0;
    for (let i = from; i >= 0 && i < counts.length && taken < enough; i += step) {
      taken += counts[i]!;
      beside += counts[i]!;
      hits += hitCounts[i]!;
    }
  };
  if (relation !== '<=') take(relation === '>' ? code : code - 1, -1);
  if (relation !== '>') take(code + 1, 1);
  return beside === 0 ? 0 : hits / beside;
}
