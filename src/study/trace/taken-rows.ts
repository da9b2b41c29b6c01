/**
 * The rows that a traced step is made on.
 */
import { requireArgument } from '../../argument-checks.ts';
import { UsageError } from '../../errors.ts';
import type { Batch } from '../../nn/learner.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { rowWeights } from '../../training/rows/row-weights.ts';
import type { Study } from '../session/study.ts';
import { shortFloat32 } from './float32-text.ts';

/** Places among the training rows, from 0. */
function otherRows(numbers: Int32Array | null, count: number, row: number, most: number): number[] {
  const others: number[] = [];
  for (let i = 0; i < count && others.length < most; i++) if (numbers?.[i] !== row) others.push(i);
  return others;
}

/** The traced row as the network sees it [1, d], and its class number; −1 where that isn't known. */
export interface OwnRow {
  readonly inputs: Tensor;
  readonly target: number;
}

export interface TakenRows {
  readonly own: OwnRow;
  readonly batch: Batch;
  /** In the file, from 1. */
  readonly numbers: readonly (number | null)[];
  readonly weights: readonly number[] | null;
}

/** The row and the first other rows that the network learns from. @throws UsageError if there are too few of them. */
export function batchOf({ data, train, classWeight }: Study, row: number, own: OwnRow, size: number): TakenRows {
  requireArgument(Number.isInteger(size) && size >= 1, 'traceRow', 'batch', size, 'a whole number of at least 1');
  const others = train === null ? [] : otherRows(data.trainRows, train.targets.length, row, size - 1);
  if (others.length < size - 1) {
    const most = others.length + 1;
    const message = `a batch of ${size} rows: there ${most === 1 ? 'is but the row itself' : `are ${most}`}`;
    const why = train === null ? 'the rows that the model learned from are not at hand' : undefined;
    throw new UsageError('E_USAGE_VALUE', message, { file: data.file, field: 'batch', hint: why });
  }
  const inputs = Tensor.zeros(size, own.inputs.columns);
  inputs.data.set(own.inputs.data);
  for (const [i, other] of others.entries())
    inputs.data.set(train!.inputs.slice(other, other + 1).data, (i + 1) * inputs.columns);
  const targets = Int32Array.of(own.target, ...others.map((other) => train!.targets[other]!));
  const weights = own.target < 0 ? null : rowWeights(targets, classWeight);
  return {
    own,
    batch: { inputs, targets, weights },
    numbers: [row + 1, ...others.map((other) => (data.trainRows === null ? null : data.trainRows[other]! + 1))],
    weights: weights && Array.from(weights, shortFloat32),
  };
}
