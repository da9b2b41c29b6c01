/**
 * A problem with what a sabotage breaks in it: where nothing is penalised, a missing penalty changes nothing.
 */
import { UsageError } from '../../errors.ts';
import type { Problem } from '../gradcheck/problem.ts';
import type { Sabotage } from './sabotage.ts';

export interface ReadyProblem {
  readonly problem: Problem;
  /** What had to be added, such as `l2 0.01`. */
  readonly added: readonly string[];
}

/** @throws UsageError E_USAGE_CONFLICT where the network ends in another loss than the one that is broken. */
export function withNeeds(problem: Problem, { name, needs = {} }: Sabotage): ReadyProblem {
  const { l2, dropout, weightDecay, optimizer, outputActivation } = needs;
  const added: string[] = [];
  let { layers, optimizer: options } = problem;
  if (outputActivation !== undefined && outputActivation !== problem.output) {
    const message = `${name} breaks the ${outputActivation}; this network ends in a ${problem.output}`;
    throw new UsageError('E_USAGE_CONFLICT', message, { field: 'sabotage' });
  }
  if (l2 !== undefined && !layers.some((layer) => Number(layer['l2'] ?? 0) > 0)) {
    layers = layers.map((layer) => (layer.kind === 'dense' ? { ...layer, l2 } : layer));
    added.push(`l2 ${l2}`);
  }
  if (dropout !== undefined && !layers.some(({ kind }) => kind === 'dropout')) {
    layers = layers.flatMap((layer) => (layer.kind === 'relu' ? [layer, { kind: 'dropout', rate: dropout }] : [layer]));
    added.push(`dropout ${dropout}`);
  }
  if (optimizer !== undefined && optimizer !== options.optimizer) {
    options = { ...options, optimizer };
    added.push(`optimizer ${optimizer}`);
  }
  if (weightDecay !== undefined && options.weightDecay === 0) {
    options = { ...options, weightDecay };
    added.push(`weight decay ${weightDecay}`);
  }
  return { problem: { ...problem, layers, optimizer: options }, added };
}
