/**
 * The best one-column rule: one column, one threshold, a class on each side. Holte (1993) found that such rules come
 * close to far larger models on many data sets; a network that doesn't beat this rule has not earned its weights.
 *
 * Best means the highest balanced accuracy on training rows. So each side's answer is the class with the largest share
 * of its own rows on that side: the majority if every class weighs the same. By plain counts, both sides of most
 * columns would get the frequent class. With two classes this covers both directions of every threshold.
 */
import { escapeControl } from '../errors.ts';
import { classCounts } from '../preprocessing/dataset.ts';
import type { ClassShares } from './majority-class.ts';

export interface FeatureColumn {
  readonly name: string;
  /** Finite numbers [n], NaN for a missing one. */
  readonly values: ArrayLike<number>;
}

export interface OneRule {
  /** Index of the column among the given columns. */
  readonly column: number;
  readonly name: string;
  /** A value of the column in training. Rows with a value ≤ threshold are on the first side. */
  readonly threshold: number;
  readonly atMost: ClassShares;
  /** The other side: rows above, and rows with a missing value. */
  readonly above: ClassShares;
  /** On the training rows. */
  readonly balancedAccuracy: number;
}

/** A place to cut a column: the class counts at or below the threshold, and the score of the cut. */
interface Cut {
  readonly threshold: number;
  readonly rowsAtMost: readonly number[];
  readonly balancedAccuracy: number;
}

/**
 * Tries every threshold of every column: d sorts of n rows. Among equal rules, the first column's lowest threshold
 * wins. Null if no rule is better than giving every row the same answer.
 *
 * @param columns d columns of n training rows
 * @param targets class numbers [n]
 */
export function fitOneRule(columns: readonly FeatureColumn[], targets: Int32Array, classCount: number): OneRule | null {
  const classRows = classCounts(targets, classCount);
  let best: OneRule | null = null;
  for (const [column, { name, values }] of columns.entries()) {
    if (values.length !== targets.length) {
      throw new RangeError(`fitOneRule: column ${column} has ${values.length} rows, expected ${targets.length}`);
    }
    const cut = bestCut(values, targets, classRows);
    if (cut === null || cut.balancedAccuracy <= (best?.balancedAccuracy ?? 0)) continue;
    const { threshold, rowsAtMost, balancedAccuracy } = cut;
    const rowsAbove = classRows.map((rows, label) => rows - rowsAtMost[label]!);
    const [atMost, above] = [side(rowsAtMost, classRows), side(rowsAbove, classRows)];
    best = { column, name, threshold, atMost, above, balancedAccuracy };
  }
  return best;
}

/**
 * The rule's answer for each row of its column.
 *
 * @param values of the rule's column [n]; NaN if missing
 * @returns class numbers [n] and row-major probabilities [n, k]: the class shares of the training rows on that side
 */
export function applyOneRule(
  { threshold, atMost, above }: OneRule,
  values: ArrayLike<number>,
): { predictions: Int32Array; probabilities: Float64Array } {
  const k = atMost.shares.length;
  const predictions = new Int32Array(values.length);
  const probabilities = new Float64Array(values.length * k);
  for (let row = 0; row < values.length; row++) {
    const { label, shares } = values[row]! <= threshold ? atMost : above;
    predictions[row] = label;
    probabilities.set(shares, row * k);
  }
  return { predictions, probabilities };
}

/**
 * The condition of the side that predicts class 1, or of the first side for more than two classes: `completion <= 0`.
 */
export function describeOneRule({ name, threshold, atMost, above }: OneRule): string {
  const comparison = atMost.shares.length === 2 && above.label === 1 ? '>' : '<=';
  return `${escapeControl(name)} ${comparison} ${threshold}`;
}

/** Walks up the column, moving each row from the second side to the first. A cut lies between two values. */
function bestCut(values: ArrayLike<number>, targets: Int32Array, classRows: readonly number[]): Cut | null {
  const known = Int32Array.from(targets, (_, row) => row).filter((row) => !Number.isNaN(values[row]));
  known.sort((i, j) => values[i]! - values[j]!);
  const present = classRows.filter((rows) => rows > 0).length;
  const rowsAtMost = classRows.map(() => 0);
  const sameAnswer = 1 / present;
  let best: Cut | null = null;
  for (let rank = 0; rank < known.length; rank++) {
    const row = known[rank]!;
    rowsAtMost[targets[row]!]!++;
    const isLastOfAll = rank + 1 === targets.length;
    const isInsideTie = rank + 1 < known.length && values[known[rank + 1]!] === values[row];
    if (isLastOfAll || isInsideTie) continue;
    let atMost = 0;
    let above = 0;
    for (const [label, rows] of classRows.entries()) {
      if (rows === 0) continue;
      atMost = Math.max(atMost, rowsAtMost[label]! / rows);
      above = Math.max(above, (rows - rowsAtMost[label]!) / rows);
    }
    const balancedAccuracy = (atMost + above) / present;
    if (balancedAccuracy > (best?.balancedAccuracy ?? sameAnswer)) {
      best = { threshold: values[row]!, rowsAtMost: [...rowsAtMost], balancedAccuracy };
    }
  }
  return best;
}

function side(rows: readonly number[], classRows: readonly number[]): ClassShares {
  const total = rows.reduce((sum, count) => sum + count, 0);
  const recalls = rows.map((count, label) => (classRows[label] === 0 ? 0 : count / classRows[label]!));
  return { label: recalls.indexOf(Math.max(...recalls)), shares: rows.map((count) => count / total) };
}
