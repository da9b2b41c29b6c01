/**
 * All parameters of a network are in one block of memory, all gradients in another in the same order; layers hold
 * views. So the optimizer is one loop over two arrays, and a checkpoint is one write.
 */
import { requireArgument } from '../argument-checks.ts';
import { allocate, elementCount, formatShape, Tensor } from '../tensor/tensor.ts';
import type { Random } from '../random.ts';
import type { Initializer } from './layers/initializers.ts';

const EMPTY = Tensor.zeros(0);

/**
 * A trainable array of a layer. `value` and `gradient` are views into the block, set when the network is built. When the
 * block moves they move along: a tensor that is held stays the layer's own.
 */
export class Parameter {
  /** The name within its layer, such as `kernel`. */
  readonly role: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** The name within the network, such as `W1`, as used in taps, errors and model files. */
  name: string;
  value: Tensor = EMPTY;
  gradient: Tensor = EMPTY;

  /** @throws RangeError for an initializer that is none. Lengths are checked when the network is built. */
  constructor(role: string, shape: readonly number[], initializer: Initializer) {
    requireArgument(typeof initializer === 'function', 'Parameter', 'initializer', initializer, 'a function');
    this.role = role;
    this.shape = shape;
    this.initializer = initializer;
    this.name = role;
  }
}

export class ParameterBlock {
  readonly parameters: readonly Parameter[];
  values: Float32Array;
  gradients: Float32Array;

  /**
   * Lays the parameters out one after the other, gives each its views, and draws initial values in that order.
   *
   * @throws MemoryError naming shapes and bytes if the host has too little memory.
   */
  constructor(parameters: readonly Parameter[], random: Random) {
    this.parameters = parameters;
    const total = parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
    const shapes = `parameters ${parameters.map(({ shape }) => formatShape(shape)).join(', ')}`;
    this.values = allocate(total, shapes);
    this.gradients = allocate(total, shapes);
    this.layOut();
    for (const { initializer, value } of parameters) initializer(value, random);
  }

  /**
   * Moves into the given arrays (same length), taking the current values along. Whoever holds the old arrays reads NaN
   * there from now on, and no weights of long ago.
   */
  moveTo(values: Float32Array, gradients: Float32Array): void {
    const old = [this.values, this.gradients];
    values.set(this.values);
    gradients.set(this.gradients);
    this.values = values;
    this.gradients = gradients;
    this.layOut();
    for (const array of old) array.fill(Number.NaN);
  }

  private layOut(): void {
    let start = 0;
    for (const parameter of this.parameters) {
      parameter.value = moved(parameter.value, this.view(this.values, parameter, start));
      parameter.gradient = moved(parameter.gradient, this.view(this.gradients, parameter, start));
      start += parameter.value.data.length;
    }
  }

  /** The part of `block` that belongs to `parameter`; `block`, such as an optimizer's moments, has the same layout. */
  partOf(block: Float32Array, parameter: Parameter): Tensor {
    const start = (parameter.value.data.byteOffset - this.values.byteOffset) / Float32Array.BYTES_PER_ELEMENT;
    return this.view(block, parameter, start);
  }

  private view(block: Float32Array, parameter: Parameter, start: number): Tensor {
    return new Tensor(block.subarray(start, start + elementCount(parameter.shape)), parameter.shape);
  }
}

/** The tensor that was there, now a view of the new memory; at first there is none. */
function moved(tensor: Tensor, view: Tensor): Tensor {
  if (tensor === EMPTY) return view;
  (tensor as { data: Float32Array }).data = view.data;
  return tensor;
}
