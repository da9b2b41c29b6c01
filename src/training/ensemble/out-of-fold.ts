/**
 * Out-of-fold logits: those of each row by the one network that did not learn from it (Wolpert 1992). They say what one
 * network is worth on rows that it hasn't seen; several together are a little better.
 */
import type { Classifier } from '../../model/classifier.ts';
import { slices } from '../../nn/reserve-memory.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { memberRows, type MemberPool } from './members.ts';

/** The rows in the order of the logits, each with the one network that tells about it. */
export interface OutOfFold {
  /** Class numbers [n]. */
  readonly targets: Int32Array;
  /** Logits [n, u] on the natural mix. */
  readonly logits: Tensor;
}

/** @param members a classifier of each network alone */
export function outOfFold(pool: MemberPool, members: readonly Classifier[]): OutOfFold {
  const held = members.map((_, index) => memberRows(pool, index).validation!);
  const n = held.reduce((sum, { targets }) => sum + targets.length, 0);
  const logits = Tensor.zeros(n, members[0]!.network.outputDim);
  const targets = new Int32Array(n);
  let start = 0;
  for (const [index, rows] of held.entries()) {
    writeLogits(members[index]!, rows, logits.slice(start, start + rows.targets.length));
    targets.set(rows.targets, start);
    start += rows.targets.length;
  }
  return { targets, logits };
}

function writeLogits(classifier: Classifier, { inputs }: Dataset, out: Tensor): void {
  for (const [start, end] of slices(inputs.rows)) {
    out.slice(start, end).data.set(classifier.logits(inputs.slice(start, end), 'natural', start).data);
  }
}
