/**
 * Several networks of one shape that answer together: the logits are the mean of the members' logits. The members' last
 * layers are linear in their activations, so that this is one network, too, whose layers are those of the members side
 * by side; what explains one network exactly explains the ensemble.
 *
 * The mean of the members' probabilities is the variant not taken (Breiman 1996, "Bagging predictors"; TabM).
 */
import { requireArgument } from '../argument-checks.ts';
import { requireColumns, type Tensor } from '../tensor/tensor.ts';
import { RowBuffer } from './row-buffer.ts';
import type { Sequential } from './sequential.ts';

export class Ensemble {
  /** At least one, with the same inputs and layers. */
  readonly members: readonly Sequential[];
  readonly inputDim: number;
  /** u, the width of the logits. */
  readonly outputDim: number;
  readonly #logits: RowBuffer;

  /** @throws RangeError for no members, or for one that is made otherwise than the first. */
  constructor(members: readonly Sequential[]) {
    requireArgument(Array.isArray(members) && members.length > 0, 'Ensemble', 'members', members, 'networks');
    const [first] = members as readonly [Sequential];
    const shape = (member: Sequential) => `${member.inputDim} inputs, layers ${JSON.stringify(member.config())}`;
    for (const member of members) {
      requireArgument(shape(member) === shape(first), 'Ensemble', 'a member', shape(member), shape(first));
    }
    this.members = members;
    this.inputDim = first.inputDim;
    this.outputDim = first.outputDim;
    this.#logits = new RowBuffer(this.outputDim);
  }

  get parameterCount(): number {
    return this.members.reduce((sum, { parameterCount }) => sum + parameterCount, 0);
  }

  /** Logits [n, u] of x [n, d], in memory that the next call reuses: summed in the members' order, then divided. */
  forward(x: Tensor): Tensor {
    requireColumns('Ensemble', 'x', x, this.inputDim);
    const mean = this.#logits.rows(x.rows);
    const { data } = mean;
    for (const [index, member] of this.members.entries()) {
      const logits = member.forward(x).data;
      if (index === 0) data.set(logits);
      else for (let i = 0; i < data.length; i++) data[i]! += logits[i]!;
    }
    for (let i = 0; i < data.length; i++) data[i]! /= this.members.length;
    return mean;
  }
}

/** The networks that answer together: one is its own only member. */
export function membersOf(network: Sequential | Ensemble): readonly Sequential[] {
  return network instanceof Ensemble ? network.members : [network];
}
