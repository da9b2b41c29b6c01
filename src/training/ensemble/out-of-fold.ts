/**
 * Out-of-fold logits: those of each row by the one network that did not learn from it (Wolpert 1992). They say what one
 * network is worth on rows that it hasn't seen; several together are a little better.
 */
import type { Classifier } from '../../model/classifier.ts';
import { slices } from '../../nn/reserve-memory.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { gatherRows } from '../../tensor/operations.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { MemberPool } from './members.ts';

/** Training rows, then validation rows. */
export interface OutOfFold {
  /** Class numbers [n]. */
  readonly targets: Int32Array;
  /** Logits [n, u] on the natural mix. */
  readonly logits: Tensor;
}

/**
 * @param folds of the training rows, then of the validation rows [n]
 * @param members a classifier of each network alone
 */
export function outOfFold(
  { train, validation }: Pick<MemberPool, 'train' | 'validation'>,
  folds: Int32Array,
  members: readonly Classifier[],
): OutOfFold {
  const parts = validation === null ? [train] : [train, validation];
  const logits = Tensor.zeros(folds.length, members[0]!.network.outputDim);
  let start = 0;
  for (const part of parts) {
    const end = start + part.targets.length;
    for (const [index, classifier] of members.entries()) {
      writeLogits(classifier, part, folds.subarray(start, end), index, logits.slice(start, end));
    }
    start = end;
  }
  return { targets: Int32Array.from(parts.flatMap(({ targets }) => Array.from(targets))), logits };
}

/** Writes the logits of the rows of one fold. */
function writeLogits(classifier: Classifier, { inputs }: Dataset, folds: Int32Array, fold: number, out: Tensor): void {
  const rows = Int32Array.from(folds.keys()).filter((row) => folds[row] === fold);
  for (const [start, end] of slices(rows.length)) {
    const slice = rows.subarray(start, end);
    const taken = Tensor.zeros(slice.length, inputs.columns);
    gatherRows(inputs, slice, taken);
    const { data } = classifier.logits(taken, 'natural', start);
    for (const [i, row] of slice.entries()) {
      out.data.set(data.subarray(i * out.columns, (i + 1) * out.columns), row * out.columns);
    }
  }
}
