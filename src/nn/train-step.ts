/**
 * One training step: forward, loss, backward, optimizer.
 */
import { Tensor } from '../tensor/tensor.ts';
import type { Batch, Learner, StepChecks } from './learner.ts';
import type { Tap } from './tap.ts';

/** @returns the batch's mean loss, penalties included, and its logits, both before the parameters moved */
export function trainStep(
  { network, loss, optimizer }: Learner,
  { inputs, targets, weights = null }: Batch,
  { tap, checks }: { tap?: Tap | undefined; checks?: StepChecks } = {},
): { loss: number; logits: Tensor } {
  const logits = network.forward(inputs, { training: true, tap });
  const batchLoss = loss.forward(logits, targets, weights, tap) + network.penalty();
  checks?.loss(batchLoss);
  tap?.('loss', Tensor.from([batchLoss]));
  network.backward(loss.backward(), { tap });
  checks?.gradients();
  optimizer.step(network.block, tap);
  return { loss: batchLoss, logits };
}
