/**
 * A column that alone tells the classes apart: it ranks one almost perfectly, or each of its values stands for one
 * class.
 */
import { areaOfCounts } from '../evaluation/curves.ts';
import type { AuditedColumn, AuditedData } from './audited-data.ts';
import { endsAbruptly } from './step.ts';
import { areaDeviation, SURPRISING_Z } from './surprise.ts';

/** A column that ranks a class better than this is worth a word, however it comes to do so. */
const LEAKING_AREA = 0.99;
/** Exceptions, as a share of those to expect by chance: a strong signal leaves more. */
const MOST_RANK_EXCEPTIONS = 0.01;
const MOST_VALUE_EXCEPTIONS = 0.002;
/** A value says something only if it occurs as often as this. */
const ROWS_OF_A_VALUE = 10;
const MOST_VALUES = 50;
/** The fewest exceptions to expect by chance. */
const FEWEST_EXPECTED = 20;

export interface LoneColumn {
  readonly feature: AuditedColumn;
  /** The class that is set apart. */
  readonly label: number;
  /** How well the column ranks the class, 0.5 to 1. */
  readonly area: number;
  /** True if no honest measure would do so. */
  readonly isAbrupt: boolean;
}

/** What one column does, if it is enough to be told. `hitCounts[label][code]` is the number of rows of the class. */
export function loneColumn(
  feature: AuditedColumn,
  hitCounts: readonly Int32Array[],
  { classCounts, rowCount }: AuditedData,
): LoneColumn | null {
  const { isNumber, counts } = feature;
  if (isNumber) {
    // For two classes, only the second is checked: the area of the first is 1 − that of the second.
    for (let label = hitCounts.length === 2 ? 1 : 0; label < hitCounts.length; label++) {
      const hits = hitCounts[label]!;
      const area = areaOfCounts(hits, counts);
      if (area === null) continue;
      const z = Math.abs(area - 0.5) / areaDeviation(classCounts[label]!, rowCount - classCounts[label]!);
      if (Math.max(area, 1 - area) < LEAKING_AREA || z < SURPRISING_Z) continue;
      const isAbrupt = hasOneValueEach(feature, hitCounts, classCounts) || hasSharpCut(feature, hits, hitCounts.length);
      return { feature, label, area: Math.max(area, 1 - area), isAbrupt };
    }
  }
  if (!hasOneValueEach(feature, hitCounts, classCounts)) return null;
  return { feature, label: hitCounts.length - 1, area: 1, isAbrupt: true };
}

/** True if the values occur often enough, and each of them in rows of one class only, but for a few exceptions. */
function hasOneValueEach(
  { counts, distinct, presentCount }: AuditedColumn,
  hitCounts: readonly Int32Array[],
  classCounts: readonly number[],
): boolean {
  const rowCount = classCounts.reduce((sum, count) => sum + count, 0);
  if (presentCount < rowCount || distinct.length > MOST_VALUES || distinct.length < hitCounts.length) return false;
  if (ROWS_OF_A_VALUE * distinct.length > rowCount) return false;
  const expected = rowCount - Math.max(...classCounts);
  let exceptions = 0;
  for (let code = 0; code < counts.length; code++) {
    exceptions += counts[code]! - hitCounts.reduce((most, hits) => Math.max(most, hits[code]!), 0);
  }
  return expected >= FEWEST_EXPECTED && exceptions <= MOST_VALUE_EXCEPTIONS * expected;
}

/** True if the best cut has next to no exceptions, and the sides end there as records do. */
function hasSharpCut(feature: AuditedColumn, hits: Int32Array, classCount: number): boolean {
  const { counts } = feature;
  const all = hits.reduce((sum, count) => sum + count, 0);
  const others = feature.presentCount - all;
  let [below, hitsBelow, fewest, place, isHitBelow] = [0, 0, Infinity, 0, false];
  for (let code = 0; code < counts.length - 1; code++) {
    below += counts[code]!;
    hitsBelow += hits[code]!;
    const wrong = below - hitsBelow + (all - hitsBelow);
    const wrongAbove = hitsBelow + (others - (below - hitsBelow));
    if (Math.min(wrong, wrongAbove) >= fewest) continue;
    [fewest, place, isHitBelow] = [Math.min(wrong, wrongAbove), code, wrong <= wrongAbove];
  }
  const expected = Math.min(all, others);
  if (expected < FEWEST_EXPECTED || fewest > MOST_RANK_EXCEPTIONS * expected) return false;
  return endsAbruptly(feature, { hits, counts }, place, isHitBelow, classCount);
}
