/**
 * All parameters of a network are in one block of memory, all gradients in another in the same order; layers hold
 * views. So the optimizer is one loop over two arrays, and a checkpoint is one write.
 */
import { allocate, elementCount, formatShape, Tensor } from '../tensor/tensor.ts';
import type { Random } from '../random.ts';
import type { Initializer } from './layers/initializers.ts';

/** A trainable array of a layer. `value` and `gradient` are views into the block, set when the network is built. */
export class Parameter {
  /** The name within its layer, such as `kernel`. */
  readonly role: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** The name within the network, such as `W1`, as used in taps, errors and model files. */
  name: string;
  value: Tensor;
  gradient: Tensor;

  constructor(role: string, shape: readonly number[], initializer: Initializer) {
    this.role = role;
    this.shape = shape;
    this.initializer = initializer;
    this.name = role;
    this.value = EMPTY;
    this.gradient = EMPTY;
  }
}

const EMPTY = Tensor.zeros(0);

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

  /** Moves into the given arrays (same length), taking the current values along. */
  moveTo(values: Float32Array, gradients: Float32Array): void {
    values.set(this.values);
    gradients.set(this.gradients);
    this.values = values;
    this.gradients = gradients;
    this.layOut();
  }

  private layOut(): void {
    let start = 0;
    for (const parameter of this.parameters) {
      parameter.value = this.view(this.values, parameter, start);
      parameter.gradient = this.view(this.gradients, parameter, start);
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
