/**
 * An optimizer's state, taken out and put into another optimizer of the same kind, which then goes on to the same bits.
 */
import type { Adam } from '../../nn/optimizers/adam.ts';
import type { Optimizer } from '../../nn/optimizers/optimizer.ts';

export interface OptimizerState {
  /** By name, such as `adam.m`; copies. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
  /** β1ᵗ and β2ᵗ of Adam; null for others. */
  readonly powers: readonly [beta1: number, beta2: number] | null;
}

const isAdam = (optimizer: Optimizer): optimizer is Adam => optimizer.kind === 'adam';

export function saveOptimizer(optimizer: Optimizer): OptimizerState {
  const arrays = new Map(Array.from(optimizer.state, ([name, values]) => [name, values.slice()]));
  return { arrays, powers: isAdam(optimizer) ? [optimizer.beta1Power, optimizer.beta2Power] : null };
}

/** Arrays that are there are overwritten in place: their memory may be the kernels' own. */
export function restoreOptimizer(optimizer: Optimizer, { arrays, powers }: OptimizerState): void {
  for (const [name, values] of optimizer.state) if (!arrays.has(name)) values.fill(0);
  for (const [name, values] of arrays) {
    const there = optimizer.state.get(name);
    if (there === undefined) optimizer.state.set(name, values.slice());
    else there.set(values);
  }
  if (isAdam(optimizer) && powers !== null) [optimizer.beta1Power, optimizer.beta2Power] = powers;
}
