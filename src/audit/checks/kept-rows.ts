/**
 * "Keep the first n of a class", as courses balance: are the kept rows like the dropped rows?
 */
import { quoted } from '../../errors.ts';
import { rowsOfClass } from '../../preprocessing/rows/split.ts';
import { createRandom } from '../../random.ts';
import { groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import { columnName, listNames } from '../../data/column-name.ts';
import { type Finding } from '../finding.ts';
import { isSortedByTarget } from './row-order.ts';
import { areaDeviation, SURPRISING_Z } from '../surprise.ts';
import type { PrepareOptions } from '../../preprocessing/preparation-options.ts';
import { areaOfColumn, areaOfNetwork } from '../two-samples.ts';
import { setting, wording } from '../../wording.ts';

/** The fewest kept rows, and the fewest dropped rows, that can be compared. */
const FEWEST_ROWS = 40;
/** A smaller area has no notable influence, even if it is certain. */
const LEAST_AREA = 0.55;

/**
 * @param about A training is told as soon as one column tells kept and dropped rows apart; of a file it's also asked how
 *   well all columns do together.
 */
export function keptRows(data: AuditedData, options: PrepareOptions, about: 'file' | 'training' = 'file'): Finding[] {
  const { classCounts } = data;
  const kept = Math.min(...classCounts);
  // The class that loses the most rows; the others lose theirs in the same order.
  const label = classCounts.indexOf(Math.max(...classCounts));
  if (kept < FEWEST_ROWS || classCounts[label]! - kept < FEWEST_ROWS) return [];
  const finding = compare(data, label, kept, options, about);
  return finding === null ? [] : [finding];
}

function compare(
  data: AuditedData,
  label: number,
  kept: number,
  { seed, balance }: PrepareOptions,
  about: 'file' | 'training',
): Finding | null {
  const rows = rowsOfClass(data.targets, label);
  const sample = { rows, isFirst: new Int32Array(rows.length).fill(1, 0, kept) };
  const deviation = areaDeviation(kept, rows.length - kept);
  const columns = data.features
    .filter(({ isNumber, distinct }) => isNumber && distinct.length > 1)
    .map((feature) => ({ feature, area: areaOfColumn(feature, sample) }))
    .toSorted((a, b) => Math.abs(b.area - 0.5) - Math.abs(a.area - 0.5));
  if (columns.length === 0) return null;
  const strongest = columns[0]!;
  const columnArea = 0.5 + Math.abs(strongest.area - 0.5);
  // The strongest of many columns can be strong by chance; the network is a single comparison.
  const columnCounts = columnArea - 0.5 >= (SURPRISING_Z + 1) * deviation;
  const isShown = columnCounts && columnArea >= LEAST_AREA;
  const features = columns.map(({ feature }) => feature);
  const network =
    isShown && about === 'training' ? null : areaOfNetwork(features, sample, createRandom(seed, 'audit kept rows'));
  const networkCounts = network !== null && network.area - 0.5 >= SURPRISING_Z * network.deviation;
  const area = Math.max(columnCounts ? columnArea : 0, networkCounts ? network.area : 0);
  if (area < LEAST_AREA) return null;
  const sorted = isSortedByTarget(data);
  const differing = columns.filter(
    ({ area: a }) => Math.abs(a - 0.5) >= SURPRISING_Z * deviation && Math.abs(a - 0.5) >= 0.03,
  );
  const shown = quoted(data.classes[label]!);
  const name = columnName(strongest.feature.name);
  return {
    code: 'KEPT_ROWS_DIFFER',
    severity: balance === 'first' ? 'error' : 'info',
    columns: differing.map(({ feature }) => feature.name),
    title: `the first ${groupDigits(kept)} ${shown} differ from the other ${groupDigits(rows.length - kept)}: ${network === null ? `${name} alone tells them apart with ` : ''}ROC AUC ${area.toFixed(2)}`,
    why: `0.50 would mean alike. ${network === null ? '' : `A small network tells unseen rows apart with ${network.area.toFixed(3)}, `}${name} alone with ${columnArea.toFixed(3)}${differing.length > 1 ? ` (differing: ${listNames(differing.map(({ feature }) => feature.name))})` : ''}. Balancing by the first rows of each class ${balance === 'first' ? 'keeps' : 'would keep'} exactly these, and a model ${balance === 'first' ? 'learns' : 'would learn'} what sets them apart${sorted ? '; the file is sorted by target, so its order was made after the outcome' : ''}: a figure from them cannot be trusted.`,
    advice:
      balance === 'first'
        ? wording`${setting('balance', 'undersample')}, which draws rows at random; doubt published figures that kept the first rows`
        : 'draw rows at random, as now; doubt published figures that kept the first rows',
    numbers: {
      kept,
      dropped: rows.length - kept,
      area,
      columnArea,
      ...(network !== null && { networkArea: network.area, comparedRows: network.rows }),
    },
  };
}
