/**
 * What a network says of many rows, in slices: between two of them the worker trains on and answers other calls. The
 * weights are those at the beginning, whatever happens to the study meanwhile.
 */
import { createRandom } from '../../random.ts';
import { copyNetwork } from '../../study/session/copy-network.ts';
import type { Study } from '../../study/session/study.ts';
import { Tensor } from '../../tensor/tensor.ts';

/** Multiplications of a slice: a few milliseconds. */
const SLICE_PRODUCTS = 4e6;
const MOST_ROWS = 512;

/** The probabilities [n, k] of rows x [n, d]. */
export async function probabilitiesOf(study: Study, x: Tensor): Promise<Float32Array> {
  const { loss, data } = study;
  const network = copyNetwork(study.network, createRandom(0));
  const k = data.classes.length;
  const all = new Float32Array(x.rows * k);
  const rows = Math.min(MOST_ROWS, Math.max(8, Math.floor(SLICE_PRODUCTS / network.parameterCount)));
  for (let start = 0; start < x.rows; start += rows) {
    if (start > 0) await breath();
    const logits = network.forward(x.slice(start, Math.min(start + rows, x.rows)));
    const p = Tensor.zeros(logits.rows, k);
    loss.probabilities(logits, p);
    all.set(p.data, start * k);
  }
  return all;
}

/** Lets others have their turn. */
const breath = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));
