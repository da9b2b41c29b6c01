/**
 * What an optimizer is: it moves all parameters, one block, by their gradients, another block of the same order.
 */
import type { ParameterBlock } from './parameter.ts';
import type { Tap } from './tap.ts';

export interface Optimizer {
  readonly kind: string;
  /** One step. The first step fixes the size of the optimizer's own state. */
  step(block: ParameterBlock, tap?: Tap): void;
}

export function requirePositive(optimizer: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${optimizer}: ${name} must be above 0, got ${value}`);
}

export function requireFraction(optimizer: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${optimizer}: ${name} must be in [0, 1), got ${value}`);
}

/** The optimizer's state for `block`: as long as the block, zeros at first; an optimizer serves one network. */
export function stateFor(optimizer: string, state: Float32Array | undefined, block: ParameterBlock): Float32Array {
  if (state === undefined) return new Float32Array(block.values.length);
  if (state.length !== block.values.length) {
    throw new RangeError(
      `${optimizer}: holds the state of ${state.length} parameters, the network has ${block.values.length}`,
    );
  }
  return state;
}
