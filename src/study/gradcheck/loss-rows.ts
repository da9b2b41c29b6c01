/**
 * The loss alone: its gradient with respect to the logits, at those of the network and at logits so large that a softmax
 * without its shift overflows.
 */
import { Tensor } from '../../tensor/tensor.ts';
import type { Objective, ReferenceLayer } from '../reference/network.ts';
import type { CheckRow } from './check-row.ts';
import { gradientRows, type Sampling } from './gradient-rows.ts';
import type { BuiltProblem } from './problem.ts';

/** Adding a number to all logits of a row changes no probability; exp(100) is beyond float32. */
const FAR = 100;

export function lossRows(
  { learner: { network, loss }, batch: { targets, weights = null } }: BuiltProblem,
  logits: Tensor,
  objective: Objective,
  sampling: Sampling,
): CheckRow[] {
  // As taps call it: the last dense layer's.
  const name = `dz${network.layers.filter(({ kind }) => kind === 'dense').length}`;
  const far = new Tensor(
    logits.data.map((z) => z + FAR),
    logits.shape,
  );
  return (
    [
      [name, logits],
      [`${name} at z + ${FAR}`, far],
    ] as const
  ).flatMap(([tensor, z]) => {
    loss.forward(z, targets, weights);
    const dZ = loss.backward();
    const of = { tensor: 'input', layer: 0 } as const;
    const gradient = { name: tensor, shape: dZ.shape, values: dZ.data.slice(), of };
    return gradientRows([gradient], [[identity(z.columns)], z.toRows(), objective], sampling);
  });
}

/** A layer whose output is its input, so that the input's gradient is that of the logits. */
function identity(units: number): ReferenceLayer {
  const kernel = Array.from({ length: units }, (_, i) => Array.from({ length: units }, (__, j) => Number(i === j)));
  return { kernel, bias: null, activation: 'linear' };
}
