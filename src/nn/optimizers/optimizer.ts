/**
 * What an optimizer is: it moves all parameters, one block, by their gradients, another block of the same order.
 */
import type { ParameterBlock } from '../parameter.ts';
import type { Tap } from '../tap.ts';

export interface Optimizer {
  readonly kind: string;
  /** What it keeps from step to step, each laid out as the block, by tap name such as `adam.m`; empty before the first. */
  readonly state: ReadonlyMap<string, Float32Array>;
  readonly stateNames: readonly string[];
  /** Takes other memory for an entry of the state, and what stands in it along. */
  moveState(name: string, values: Float32Array): void;
  /** One step. The first step fixes the size of the optimizer's own state. */
  step(block: ParameterBlock, tap?: Tap): void;
}

export function requirePositive(optimizer: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${optimizer}: ${name} must be above 0, got ${value}`);
}

export function requireFraction(optimizer: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${optimizer}: ${name} must be in [0, 1), got ${value}`);
}

/** Zeros where there is no such entry yet. */
export function moveState(state: Map<string, Float32Array>, name: string, values: Float32Array): void {
  const kept = state.get(name);
  if (kept !== undefined && kept.length !== values.length) {
    throw new RangeError(`${name}: holds the state of ${kept.length} parameters, the network has ${values.length}`);
  }
  if (kept !== undefined) values.set(kept);
  state.set(name, values);
}

/** The entry `name` of an optimizer's state: as long as the block, zeros at first; an optimizer serves one network. */
export function stateFor(state: Map<string, Float32Array>, name: string, block: ParameterBlock): Float32Array {
  const { length } = block.values;
  const kept = state.get(name) ?? new Float32Array(length);
  if (kept.length !== length) {
    throw new RangeError(`${name}: holds the state of ${kept.length} parameters, the network has ${length}`);
  }
  state.set(name, kept);
  return kept;
}
