/**
 * What a model says of rows, as one number for each: what importance and effects ask for, and all that they know of it.
 */
import type { Classifier, Mix } from '../model/classifier.ts';
import { slices } from '../nn/reserve-memory.ts';
import { expOfMinus, logOfOnePlus } from '../tensor/exponential64.ts';
import { Tensor } from '../tensor/tensor.ts';

/** A number for each row [n] of encoded inputs [n, d]. */
export type RowFunction = (inputs: Tensor) => Float64Array;

/** The probability of a class on the natural mix. */
export function classProbability(classifier: Classifier, label: number): RowFunction {
  const k = classifier.classes.length;
  return (inputs) => {
    const probabilities = Tensor.zeros(inputs.rows, k);
    classifier.probabilities(inputs, 'natural', probabilities);
    return Float64Array.from({ length: inputs.rows }, (_, i) => probabilities.data[i * k + label]!);
  };
}

/**
 * The log loss of each row, −ln p(target), from its logits: a probability that float32 rounds to 0 costs what it should.
 *
 * @param targets class numbers of the rows that the function is going to be asked about [n]
 * @param mix that the rows come in
 */
export function rowLoss(classifier: Classifier, targets: Int32Array, mix: Mix): RowFunction {
  return (inputs) => {
    const losses = new Float64Array(inputs.rows);
    for (const [start, end] of slices(inputs.rows)) {
      const { data, columns } = classifier.logits(inputs.slice(start, end), mix, start);
      for (let i = start; i < end; i++) losses[i] = lossOf(data, (i - start) * columns, columns, targets[i]!);
    }
    return losses;
  };
}

/** ln Σⱼ exp(zⱼ) − z_target, relative to the largest logit; of one logit, that of class 1 against class 0. */
function lossOf(logits: Float32Array, at: number, units: number, target: number): number {
  if (units === 1) {
    const against = target === 1 ? -logits[at]! : logits[at]!;
    return Math.max(against, 0) + logOfOnePlus(expOfMinus(Math.abs(against)));
  }
  let best = 0;
  for (let j = 1; j < units; j++) if (logits[at + j]! > logits[at + best]!) best = j;
  const largest = logits[at + best]!;
  let others = 0;
  for (let j = 0; j < units; j++) if (j !== best) others += expOfMinus(largest - logits[at + j]!);
  return largest - logits[at + target]! + logOfOnePlus(others);
}
