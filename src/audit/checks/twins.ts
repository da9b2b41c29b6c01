/**
 * Rows that agree in every feature: how many there are, and how many stand on both sides of the split.
 */
import { chooseRows, type PrepareOptions } from '../../preprocessing/rows/choose-rows.ts';
import { duplicateGroups, type RelatedRows } from '../../preprocessing/rows/related-rows.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import type { Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

/** Fewer test rows than this share with a twin don't move a figure. */
const LEAST_TWINS = 0.01;
const LEAST_DUPLICATES = 0.01;

export function twins(data: AuditedData, options: PrepareOptions, related: RelatedRows | null = null): Finding[] {
  const { targets, classes, rowCount, features } = data;
  // A feature of texts has their codes for values.
  const columns = features.map(({ name, values }) => ({ kind: 'number', name, values }) as const);
  const vectors = duplicateGroups(columns, rowCount);
  const distinctVectors = new Set(vectors).size;
  const { train, test } = chooseRows(targets, classes.length, options, undefined, related);
  const findings = duplicateRows(data, vectors, distinctVectors);
  const inTraining = new Uint8Array(distinctVectors);
  for (const row of train) inTraining[vectors[row]!] = 1;
  const twinRows = test.filter((row) => inTraining[vectors[row]!] === 1).length;
  const share = twinRows / test.length;
  if (test.length === 0 || share < LEAST_TWINS) return findings;
  return [
    ...findings,
    {
      code: 'TWINS_ACROSS_SPLIT',
      severity: 'warning',
      columns: [],
      title: `${formatPercent(share)} of the test rows have a twin in training (${groupDigits(twinRows)} of ${groupDigits(test.length)})`,
      why: `They agree in all ${features.length} features with a row that the model has learned. What it scores on them may be memory: the figure says less about rows of a new kind.`,
      advice: wording`${setting('groupDuplicates', true)} keeps them on one side; or expect the figure to be a little too good`,
      numbers: { testRows: test.length, twinRows, share, trainRows: train.length },
    },
  ];
}

function duplicateRows(
  { targets, rowCount, classes, features }: AuditedData,
  vectors: Int32Array,
  distinct: number,
): Finding[] {
  const k = classes.length;
  const rowsOfKind = new Map<number, number>();
  for (const [row, vector] of vectors.entries()) {
    const kind = vector * k + targets[row]!;
    rowsOfKind.set(kind, (rowsOfKind.get(kind) ?? 0) + 1);
  }
  const repeated = rowCount - rowsOfKind.size;
  const best = new Int32Array(distinct);
  for (const [kind, rows] of rowsOfKind) {
    const vector = Math.floor(kind / k);
    best[vector] = Math.max(best[vector]!, rows);
  }
  const decidable = best.reduce((sum, rows) => sum + rows, 0);
  const share = repeated / rowCount;
  if (repeated === 0) return [];
  return [
    {
      code: 'DUPLICATE_ROWS',
      severity: share >= LEAST_DUPLICATES ? 'warning' : 'info',
      columns: [],
      title: `${repeated === 1 ? '1 row repeats' : `${groupDigits(repeated)} rows repeat`} another one; ${groupDigits(distinct)} of ${groupDigits(rowCount)} feature vectors are distinct`,
      why: `They agree in all ${features.length} features and in the target: different ones that look alike, or the same ones twice. ${groupDigits(rowCount - decidable)} rows contradict a twin, so no model of these columns is right in more than ${formatPercent(decidable / rowCount)}.`,
      advice: 'check that nobody stands in the file twice; remove such rows',
      numbers: { repeated, distinctVectors: distinct, rows: rowCount, contradicted: rowCount - decidable },
    },
  ];
}
