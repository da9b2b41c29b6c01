/**
 * Simple rules about a row (a column above, at or below a value; two columns compared) and how surprisingly pure the
 * rows are that they choose.
 */
import type { AuditedData, Feature } from './audited-data.ts';
import { countCodes } from './audited-data.ts';
import { columnName } from '../data/column-name.ts';
import { logChanceOfHits } from './surprise.ts';

export interface Rule {
  /** As it reads: `completion > 0`. */
  readonly text: string;
  readonly columns: readonly string[];
  /** The class that nearly all chosen rows are of. */
  readonly label: number;
  /** How many rows the rule chooses. */
  readonly rows: number;
  /** How many of them are of the class. */
  readonly hits: number;
  /** ln of a bound on the probability of such purity by chance, for this rule alone. */
  readonly logChance: number;
  /**
   * The share of the class among the rows next to the chosen ones. A signal comes gradually; what was recorded after
   * the outcome sets in from one value to the next.
   */
  readonly shareBeside: number;
  readonly chooses: (row: number) => boolean;
}

/** A rule may leave this part of the exceptions that chance would leave among as many rows. */
const MOST_EXCEPTIONS = 0.02;

/** Fewer rows than this are no rule, however pure. */
const FEWEST_ROWS = 10;

/** A rule about one column; the code −1 stands for missing cells. */
interface Cut {
  readonly relation: '<=' | '=' | '>';
  readonly code: number;
  readonly rows: number;
  readonly hits: number;
  readonly logChance: number;
}

const RELATIONS = ['<', '=', '>'] as const;

/** Pure enough and, of two, the more surprising: ln of the bound, or 0 where the rule is none. */
export function logChanceOfRule(hits: number, rows: number, rate: number): number {
  if (rows < FEWEST_ROWS || rows - hits > MOST_EXCEPTIONS * rows * (1 - rate)) return 0;
  return logChanceOfHits(hits, rows, rate);
}

/** The most surprising rule of one column for each class that has one. */
export function bestColumnRules(feature: Feature, data: AuditedData): Rule[] {
  return data.classes.flatMap((_, label) => bestColumnRule(feature, data, label) ?? []);
}

function bestColumnRule(feature: Feature, { targets, classCounts, rowCount }: AuditedData, label: number): Rule | null {
  const { codes, counts, distinct, isNumber, show, name } = feature;
  const rate = classCounts[label]! / rowCount;
  const hitCounts = countCodes(codes, distinct.length, (row) => targets[row] === label);
  const present = sum(counts, 0, counts.length);
  const presentHits = sum(hitCounts, 0, counts.length);
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
    offer('>', code, present - below, presentHits - hitsBelow);
  }
  offer('=', -1, rowCount - present, classCounts[label]! - presentHits);
  if (best.logChance === 0) return null;
  const { relation, code, ...found } = best;
  const value = code === -1 ? 'missing' : relation === '=' ? show(code) : shortestCut(distinct, code);
  return {
    ...found,
    text: `${columnName(name)} ${code === -1 ? 'is' : relation} ${value}`,
    columns: [name],
    label,
    shareBeside: shareBeside(relation, code, found.rows, counts, hitCounts, isNumber),
    chooses: (row) =>
      relation === '=' ? codes[row] === code : codes[row]! >= 0 && codes[row]! > code === (relation === '>'),
  };
}

/** The number of fewest digits that is at least one distinct value and below the next. */
function shortestCut(distinct: Float64Array, code: number): string {
  const [low, high] = [distinct[code]!, distinct[code + 1]!];
  for (let digits = 1; digits < 17; digits++) {
    const value = Number(low.toPrecision(digits));
    if (value >= low && value < high) return String(value);
  }
  return String(low);
}

/** The share of hits among as many rows as the rule chooses (within limits) that stand next to them in the column. */
function shareBeside(
  relation: Cut['relation'],
  code: number,
  rows: number,
  counts: Int32Array,
  hitCounts: Int32Array,
  isNumber: boolean,
): number {
  const total = sum(counts, 0, counts.length);
  const enough = !isNumber || code === -1 ? total : Math.min(rows, Math.max(20, total / 10));
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

/** The most surprising of a < b, a = b and a > b for each class that has one, counted on the given rows. */
export function bestPairRules(a: Feature, b: Feature, data: AuditedData, rows: Int32Array): Rule[] {
  const { classes, targets } = data;
  const k = classes.length;
  const counts = new Int32Array(3 * k);
  const sizes = new Int32Array(k);
  const [left, right] = [a.values, b.values];
  for (const row of rows) {
    const [x, y, label] = [left[row]!, right[row]!, targets[row]!];
    sizes[label]!++;
    if (x < y) counts[label]!++;
    else if (x > y) counts[2 * k + label]!++;
    else if (x === y) counts[k + label]!++;
  }
  return classes.flatMap((_, label) => {
    const rate = sizes[label]! / rows.length;
    const rules = RELATIONS.map((relation, place): Rule => {
      const chosen = sum(counts, place * k, place * k + k);
      const hits = counts[place * k + label]!;
      return {
        // Read so that the larger column comes first: `total > average`.
        text:
          relation === '<'
            ? `${columnName(b.name)} > ${columnName(a.name)}`
            : `${columnName(a.name)} ${relation} ${columnName(b.name)}`,
        columns: relation === '<' ? [b.name, a.name] : [a.name, b.name],
        label,
        rows: chosen,
        hits,
        logChance: logChanceOfRule(hits, chosen, rate),
        shareBeside: rows.length === chosen ? 0 : (sizes[label]! - hits) / (rows.length - chosen),
        chooses: (row) => relation === relationOf(left[row]!, right[row]!),
      };
    });
    const best = rules.reduce((least, rule) => (rule.logChance < least.logChance ? rule : least));
    return best.logChance < 0 ? [best] : [];
  });
}

function relationOf(x: number, y: number): '<' | '=' | '>' | null {
  return x < y ? '<' : x > y ? '>' : x === y ? '=' : null;
}

/**
 * True when the larger of two columns of numbers says something: their ranges overlap, and they spread over distances
 * of one order.
 */
export function areComparable(a: Feature, b: Feature): boolean {
  const [spanA, spanB] = [spanOf(a), spanOf(b)];
  const overlap = Math.min(spanA.high, spanB.high) - Math.max(spanA.low, spanB.low);
  const [narrow, wide] = [spanA.high - spanA.low, spanB.high - spanB.low].toSorted((x, y) => x - y);
  return overlap > 0.5 * narrow! && narrow! > 0.1 * wide!;
}

/** From the smallest to the largest value. */
function spanOf({ distinct }: Feature): { low: number; high: number } {
  return { low: distinct[0] ?? 0, high: distinct.at(-1) ?? 0 };
}

function sum(counts: Int32Array, start: number, end: number): number {
  let total = 0;
  for (let i = start; i < end; i++) total += counts[i]!;
  return total;
}
