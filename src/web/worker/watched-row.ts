/**
 * A row as the network sees it at each step: what its units say, and what comes out.
 */
import { requireArgument } from '../../argument-checks.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { withoutInputs } from '../../training/rows/constant-inputs.ts';
import { rowAnswer } from '../../study/session/row-answer.ts';
import type { Study } from '../../study/session/study.ts';
import type { WatchedRow } from '../protocol.ts';

/** A row, encoded once. */
export interface SeenRow {
  /** From 1. */
  readonly number: number;
  /** [1, d] */
  readonly inputs: Tensor;
  /** −1 where unknown. */
  readonly target: number;
}

/** @param number from 1 @throws RangeError for a row that isn't there; DataError for one that can't be encoded. */
export function seenRow({ data: { rows }, constant }: Study, number: number): SeenRow {
  requireArgument(
    Number.isInteger(number) && number >= 1 && number <= rows.count,
    'study',
    'row',
    number,
    `1 to ${rows.count}`,
  );
  const inputs = withoutInputs(rows.encode(Int32Array.of(number - 1)), constant);
  return { number, inputs, target: rows.targets[number - 1]! };
}

/** Forward with dropout off; the study stays as it is. */
export function look({ network, loss }: Study, { number, inputs, target }: SeenRow): WatchedRow {
  const layers: Float32Array[] = [];
  const tap = (name: string, { data }: Tensor): void => {
    if (/^[xa]\d*$/.test(name)) layers.push(data.slice());
  };
  const logits = network.forward(inputs, { tap });
  layers.push(logits.data.slice(0, network.outputDim));
  const activations = new Float32Array(layers.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const layer of layers) {
    activations.set(layer, start);
    start += layer.length;
  }
  return { number, activations, ...rowAnswer(logits, loss, target) };
}
