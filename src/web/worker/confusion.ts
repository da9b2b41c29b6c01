/**
 * Which classes the network takes for which, and the rows that it takes so.
 */
import type { PreparedTable } from '../../preprocessing/prepared-data.ts';
import type { Study } from '../../study/session/study.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { gatherRows } from '../../tensor/operations.ts';
import { withoutInputs } from '../../training/rows/constant-inputs.ts';
import type { Confusion, ConfusedRow } from '../protocol.ts';
import { listedRow } from './list-rows.ts';
import { probabilitiesOf } from './slices.ts';

/** More rows are not asked: the first ones are. */
const MOST_ROWS = 5000;

interface JudgedRows {
  readonly part: Confusion['part'];
  readonly total: number;
  readonly inputs: Tensor;
  readonly targets: Int32Array;
  /** Which row of the file each of them is, from 0; null where that isn't known. */
  readonly numbers: Int32Array | null;
}

/** Counts [k, k], row by row: of each class, what it was taken for. */
export async function confusion(study: Study): Promise<Confusion> {
  const { part, total, inputs, targets } = judgedRows(study);
  const { step } = study;
  const k = study.data.classes.length;
  const probabilities = await probabilitiesOf(study, inputs);
  const counts = Array.from({ length: k * k }, () => 0);
  for (const [i, target] of targets.entries()) counts[target * k + mostProbable(probabilities, i, k)]!++;
  return { step, part, total, rows: targets.length, counts };
}

/** The rows of a cell, those that the network is surest of first. */
export async function confusedRows(
  study: Study,
  actual: number,
  predicted: number,
  most: number,
): Promise<{ found: number; rows: ConfusedRow[] }> {
  const { inputs, targets, numbers } = judgedRows(study);
  const k = study.data.classes.length;
  const probabilities = await probabilitiesOf(study, inputs);
  const found = Array.from(targets, (target, i) => ({ target, i, p: probabilities[i * k + predicted]! }))
    .filter(({ target, i }) => target === actual && mostProbable(probabilities, i, k) === predicted)
    .toSorted((a, b) => b.p - a.p);
  const rows = found
    .slice(0, most)
    .flatMap(({ i, p }) => (numbers === null ? [] : [{ ...listedRow(study.data, numbers[i]!), probability: p }]));
  return { found: found.length, rows };
}

/** The rows that the network is watched on; without them those that it learns from, or all that have a class. */
function judgedRows(study: Study): JudgedRows {
  const { data, validation, train } = study;
  const known = data.prepared as Partial<PreparedTable> | null;
  if (validation !== null && validation.targets.length > 0) {
    return { part: 'validation', ...firstRows(validation.inputs, validation.targets, known?.rows?.validation ?? null) };
  }
  if (train !== null) return { part: 'training', ...firstRows(train.inputs, train.targets, data.trainRows) };
  const rows = Int32Array.from({ length: data.rows.count }, (_, row) => row).filter(
    (row) => data.rows.targets[row]! >= 0,
  );
  const asked = rows.slice(0, MOST_ROWS);
  const inputs = withoutInputs(data.rows.encode(asked), study.constant);
  const targets = asked.map((row) => data.rows.targets[row]!);
  return { part: 'file', total: rows.length, inputs, targets, numbers: asked };
}

function firstRows(inputs: Tensor, targets: Int32Array, numbers: Int32Array | null): Omit<JudgedRows, 'part'> {
  const count = Math.min(MOST_ROWS, targets.length);
  const first = Tensor.zeros(count, inputs.columns);
  gatherRows(
    inputs,
    Int32Array.from({ length: count }, (_, i) => i),
    first,
  );
  return { total: targets.length, inputs: first, targets: targets.slice(0, count), numbers };
}

/** Ties go to the lower class, as in predictions. */
function mostProbable(probabilities: Float32Array, row: number, k: number): number {
  let best = 0;
  for (let j = 1; j < k; j++) if (probabilities[row * k + j]! > probabilities[row * k + best]!) best = j;
  return best;
}
