/**
 * The two kinds of output that a classifier can have.
 */
import { requireArgument } from '../argument-checks.ts';
import { SIGMOID, SOFTMAX, type OutputActivation } from '../nn/losses/output-activation.ts';

/** Softmax has a logit for each class; sigmoid has one, for two classes. */
export type Output = 'softmax' | 'sigmoid';

/** @throws RangeError for an output that there isn't. */
export function activationOf(output: Output): OutputActivation {
  requireArgument(output === 'softmax' || output === 'sigmoid', 'Classifier', 'output', output, 'softmax or sigmoid');
  return output === 'softmax' ? SOFTMAX : SIGMOID;
}
