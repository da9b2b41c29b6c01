/**
 * What an optimizer is: it moves all parameters (one block) by their gradients (another block in the same order).
 */
import type { ParameterBlock } from '../parameter.ts';
import type { Tap } from '../tap.ts';

export interface Optimizer {
  readonly kind: string;
  /** Kept between steps, by tap name such as `adam.m`; each laid out like the block. Empty before the first step. */
  readonly state: Map<string, Float32Array>;
  readonly stateNames: readonly string[];
  /** One step. The first step fixes the size of the optimizer's own state. */
  step(block: ParameterBlock, tap?: Tap): void;
}

/** Whose moments a state holds. */
const owners = new WeakMap<Optimizer['state'], ParameterBlock>();

/**
 * An optimizer serves one network: its moments say nothing about the weights of another.
 *
 * @throws RangeError if the state belongs to another network.
 */
function claimState(state: Optimizer['state'], block: ParameterBlock): void {
  const owner = owners.get(state) ?? block;
  if (owner !== block && state.size > 0) {
    throw new RangeError('the optimizer has trained another network: make one for each');
  }
  owners.set(state, block);
}

/** The entry `name` of an optimizer's state: as long as the block, at first zeros. */
export function stateFor(state: Map<string, Float32Array>, name: string, block: ParameterBlock): Float32Array {
  claimState(state, block);
  return state.get(name) ?? moveState(state, name, new Float32Array(block.values.length));
}

/**
 * Moves an entry of an optimizer's state into `values`, taking the current numbers along, or zeros if there are none.
 *
 * @throws RangeError if the entry belongs to a network of another size.
 */
function moveState(state: Map<string, Float32Array>, name: string, values: Float32Array): Float32Array {
  const kept = state.get(name) ?? values;
  if (kept.length !== values.length) {
    throw new RangeError(`${name}: holds the state of ${kept.length} parameters, the network has ${values.length}`);
  }
  values.set(kept);
  state.set(name, values);
  return values;
}

/** Arrays by name, each as long as the block of parameters. */
export interface MovableState {
  readonly names: readonly string[];
  /** Moves an array, its numbers included, into `values`. */
  moveTo(name: string, values: Float32Array): void;
}

/** An optimizer's state, to be moved beside the parameters of its network. @throws RangeError as `claimState` does. */
export function movableState({ state, stateNames }: Optimizer, block: ParameterBlock): MovableState {
  claimState(state, block);
  return { names: stateNames, moveTo: (name, values) => void moveState(state, name, values) };
}

/** Shows a step to a tap: each parameter's part of arrays laid out like the block, by name, and its new value. */
export function tapStep(shown: readonly (readonly [string, Float32Array])[], block: ParameterBlock, tap: Tap): void {
  for (const parameter of block.parameters) {
    for (const [name, values] of shown) tap(`${name}.${parameter.name}`, block.partOf(values, parameter));
    tap(`${parameter.name}'`, parameter.value);
  }
}
