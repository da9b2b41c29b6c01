/**
 * What the logits of a network say: the probabilities of the classes, and the class. Who only asks a network needs this
 * and no loss; the losses have the same activations inside.
 */
import { argmaxRows } from '../../tensor/operations.ts';
import { requireShape, type Tensor } from '../../tensor/tensor.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';

export interface OutputActivation {
  /** The number of logits per row for k classes. */
  readonly outputUnits: (classCount: number) => number;
  /** Class probabilities: out [n, k] of logits [n, u]. */
  readonly probabilities: (logits: Tensor, out: Tensor) => void;
  /** Class numbers: the most probable class of each row; ties go to the lower number. */
  readonly predict: (logits: Tensor, out: Int32Array) => void;
}

export const SOFTMAX: OutputActivation = {
  outputUnits: (classCount) => classCount,
  probabilities: softmax,
  predict: argmaxRows,
};

/** One logit, for two classes. */
export const SIGMOID: OutputActivation = {
  outputUnits: (classCount) => {
    if (classCount !== 2) throw new RangeError(`BinaryCrossentropy: ${classCount} classes, one logit tells 2 apart`);
    return 1;
  },
  probabilities: (z, out) => {
    requireShape('BinaryCrossentropy', 'out', out, [z.rows, 2]);
    for (let i = 0; i < z.rows; i++) {
      out.data[2 * i] = sigmoid(-z.data[i]!);
      out.data[2 * i + 1] = sigmoid(z.data[i]!);
    }
  },
  predict: (z, out) => {
    for (let i = 0; i < out.length; i++) out[i] = z.data[i]! > 0 ? 1 : 0;
  },
};
