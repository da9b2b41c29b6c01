/**
 * Rows that agree in every feature: how many there are, and how many are on both sides of the split.
 */
import { distinctValues } from '../../preprocessing/rows/distinct-values.ts';
import { duplicateGroups } from '../../preprocessing/rows/related-rows.ts';
import type { Split } from '../../preprocessing/rows/split.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import type { Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

/** A smaller share of test rows with a twin doesn't change the figures. */
const LEAST_TWINS = 0.01;
const LEAST_DUPLICATES = 0.01;

export function twins(data: AuditedData, { train, test }: Split): Finding[] {
  const { rowCount, features } = data;
  // Equal values have equal codes, so all columns can be treated as texts.
  const columns = features.map(({ name, codes }) => ({ kind: 'text', name, codes, levels: [] }) as const);
  const vectors = duplicateGroups(columns, rowCount);
  const findings = duplicateRows(data, vectors);
  const inTraining = new Uint8Array(rowCount);
  for (let i = 0; i < train.length; i++) inTraining[vectors[train[i]!]!] = 1;
  let twinRows = 0;
  for (let i = 0; i < test.length; i++) twinRows += inTraining[vectors[test[i]!]!]!;
  const share = twinRows / test.length;
  if (test.length === 0 || share < LEAST_TWINS) return findings;
  return [
    ...findings,
    {
      code: 'TWINS_ACROSS_SPLIT',
      severity: 'warning',
      columns: [],
      title: `${formatPercent(share)} of the test rows have a twin in training (${groupDigits(twinRows)} of ${groupDigits(test.length)})`,
      why: `They agree in ${allOf(features.length)} with a row that the model has learned. Its score on them may be memory: the figure says less about new rows.`,
      advice: wording`${setting('groupDuplicates', true)} keeps them on one side; or expect the figure to be a little too good`,
      numbers: { testRows: test.length, twinRows, share, trainRows: train.length },
    },
  ];
}

function duplicateRows({ targets, rowCount, classes, features }: AuditedData, vectors: Int32Array): Finding[] {
  const k = classes.length;
  // A row's vector and class as one number.
  const cells = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) cells[row] = vectors[row]! * k + targets[row]!;
  const kinds = distinctValues(cells);
  const repeated = rowCount - kinds.values.length;
  if (repeated === 0) return [];
  const counts = new Int32Array(kinds.values.length);
  for (let row = 0; row < rowCount; row++) counts[kinds.numbers[row]!]!++;
  // Vectors are numbered by first appearance, so a new one is the largest so far.
  let distinct = 0;
  const most = new Int32Array(rowCount);
  for (let kind = 0; kind < counts.length; kind++) {
    const vector = Math.floor(kinds.values[kind]! / k);
    distinct = Math.max(distinct, vector + 1);
    most[vector] = Math.max(most[vector]!, counts[kind]!);
  }
  let decidable = 0;
  for (let vector = 0; vector < distinct; vector++) decidable += most[vector]!;
  const share = repeated / rowCount;
  return [
    {
      code: 'DUPLICATE_ROWS',
      severity: share >= LEAST_DUPLICATES ? 'warning' : 'info',
      columns: [],
      title: `${repeated === 1 ? '1 row repeats' : `${groupDigits(repeated)} rows repeat`} another one; ${groupDigits(distinct)} of ${groupDigits(rowCount)} feature vectors are distinct`,
      why: `They agree in ${allOf(features.length)} and in the target: different rows that look alike, or the same row twice. ${groupDigits(rowCount - decidable)} rows contradict a twin, so no model of these columns is right in more than ${formatPercent(decidable / rowCount)} of the rows.`,
      advice: 'check that nothing is recorded twice in the file; remove such rows',
      numbers: { repeated, distinctVectors: distinct, rows: rowCount, contradicted: rowCount - decidable },
    },
  ];
}

function allOf(featureCount: number): string {
  return featureCount === 1 ? 'the one feature' : `all ${featureCount} features`;
}
