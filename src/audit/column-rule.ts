/**
 * Rules about one column: at, above or below a value, known or missing.
 */
import { columnName } from '../data/column-name.ts';
import { formatPercent, groupDigits } from '../text-table.ts';
import type { AuditedColumn, AuditedData } from './audited-data.ts';
import { FEWEST_ROWS, logChanceOfRule, MOST_EXCEPTIONS, type Rule } from './rule.ts';
import { endsAbruptly, isFlat, isFlatInKinds, isSteep, type CodeCounts } from './step.ts';
import { logChanceOfHits } from './surprise.ts';

/** The code −1 stands for missing cells. */
interface Cut {
  readonly relation: '<=' | '=' | '>';
  readonly code: number;
  readonly rows: number;
  readonly hits: number;
  readonly logChance: number;
}

/** Correlation (φ) of a class with being known from which on the gaps themselves are the answer. */
const DECIDING = 0.9;
/** A rule that leaves no more than this share of its class to other rows decides it. */
const ALL_OF_CLASS = 0.98;
/** The rows beside a rule, as a share of all rows; not fewer than this number. */
const BESIDE_SHARE = 0.03;
const FEWEST_BESIDE = 20;

/**
 * The most surprising rule of one column for one class, if there is one.
 *
 * @param hitCounts how many rows of the class have each code
 */
export function bestColumnRule(
  feature: AuditedColumn,
  hitCounts: Int32Array,
  label: number,
  data: AuditedData,
): Rule | null {
  const { codes, counts, presentCount, distinct, isNumber, show, name } = feature;
  const { classCounts, rowCount, classes } = data;
  const rate = classCounts[label]! / rowCount;
  const presentHits = total(hitCounts);
  const known = knownRule(feature, presentHits, label, data);
  if (known !== null) return known;
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
  const { relation, code, ...found } = best;
  // Of known cells, only what can't be said of a single value.
  if (presentCount < rowCount) {
    const logChance = logChanceOfRule(presentHits, presentCount, rate);
    if (logChance < found.logChance) return missingRule(feature, true, presentHits, label, data, logChance);
  }
  if (found.logChance === 0) return null;
  if (code === -1) return missingRule(feature, false, presentHits, label, data, found.logChance);
  const value = relation === '=' ? show(code) : shortestCut(distinct, code);
  const [lowest, highest] = chosenCodes(best, distinct.length);
  return {
    ...found,
    tolerance: MOST_EXCEPTIONS,
    text: `${columnName(name)} ${relation} ${value}`,
    columns: [name],
    label,
    isAbrupt: () => {
      const counted = { hits: hitCounts, counts };
      if (!isSteep(shareBeside(best, feature, hitCounts), rate)) return false;
      const others = without(counted, lowest, highest);
      if (!(isNumber ? isFlat(others) : isFlatInKinds(others))) return false;
      if (relation === '=' || found.hits < ALL_OF_CLASS * presentHits) return true;
      return endsAbruptly(feature, counted, relation === '<=' ? code : code, relation === '<=', classes.length);
    },
    choose: () => rowsBetween(codes, lowest, highest, found.rows),
  };
}

/** The rule that a column is known, or that it is missing, if that decides nearly all rows of a class and no others. */
function knownRule(feature: AuditedColumn, presentHits: number, label: number, data: AuditedData): Rule | null {
  const { classCounts, rowCount } = data;
  const known = feature.presentCount;
  const missing = rowCount - known;
  const ofClass = classCounts[label]!;
  if (known < FEWEST_ROWS || missing < FEWEST_ROWS || ofClass === rowCount) return null;
  const correlation =
    (presentHits * rowCount - known * ofClass) / Math.sqrt(known * missing * ofClass * (rowCount - ofClass));
  if (Math.abs(correlation) < DECIDING) return null;
  const isKnown = correlation > 0;
  const [hits, rows] = isKnown ? [presentHits, known] : [ofClass - presentHits, missing];
  const logChance = logChanceOfHits(hits, rows, ofClass / rowCount);
  return missingRule(feature, isKnown, presentHits, label, data, logChance, 1 - DECIDING);
}

function missingRule(
  { name, codes, presentCount }: AuditedColumn,
  isKnown: boolean,
  presentHits: number,
  label: number,
  { classCounts, rowCount, classes }: AuditedData,
  logChance: number,
  tolerance = MOST_EXCEPTIONS,
): Rule {
  const missingHits = classCounts[label]! - presentHits;
  const [hits, rows] = isKnown ? [presentHits, presentCount] : [missingHits, rowCount - presentCount];
  // As in the title, the second of two classes is counted.
  const asked =
    classes.length === 2 && label === 0 ? rowCount - rows - (classCounts[0]! - hits) : classCounts[label]! - hits;
  return {
    text: `${columnName(name)} is ${isKnown ? 'known' : 'missing'}`,
    columns: [name],
    label,
    rows,
    hits,
    logChance,
    tolerance,
    elsewhere: `Where it is ${isKnown ? 'missing' : 'known'}, ${groupDigits(asked)} of ${groupDigits(rowCount - rows)} are (${formatPercent(asked / (rowCount - rows))}).`,
    isAbrupt: () => true,
    choose: () => {
      const chosen = new Int32Array(rows);
      for (let row = 0, place = 0; place < rows; row++) {
        if ((codes[row] === -1) !== isKnown) chosen[place++] = row;
      }
      return chosen;
    },
  };
}

/** The first and the last code that a cut chooses. */
function chosenCodes({ relation, code }: Cut, length: number): readonly [lowest: number, highest: number] {
  if (relation === '=') return [code, code];
  return relation === '<=' ? [0, code] : [code + 1, length - 1];
}

function without({ hits, counts }: CodeCounts, lowest: number, highest: number): CodeCounts {
  return { hits: hits.slice().fill(0, lowest, highest + 1), counts: counts.slice().fill(0, lowest, highest + 1) };
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
  const enough = isNumber ? Math.min(rows, Math.max(FEWEST_BESIDE, BESIDE_SHARE * presentCount)) : presentCount;
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

function total(counts: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
}
