/**
 * All parameters of a network lie in one block of memory, all gradients in another of the same order; layers hold
 * views. The optimizer is then one loop over two arrays, and a checkpoint one write.
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
  /** The name within the network, such as `W1`: the one taps, errors and model files use. */
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
   * Lays the parameters out one after the other and gives each its views, initial values drawn in that order.
   *
   * @throws MemoryError naming shapes and bytes when the host hasn't so much memory.
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

  /** Moves into the given arrays, as long as its own, taking the current values along. */
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

  /** The part of another block of the same layout, such as an optimizer's moments, that belongs to `parameter`. */
  partOf(block: Float32Array, parameter: Parameter): Tensor {
    const start = (parameter.value.data.byteOffset - this.values.byteOffset) / Float32Array.BYTES_PER_ELEMENT;
    return this.view(block, parameter, start);
  }

  private view(block: Float32Array, parameter: Parameter, start: number): Tensor {
    return new Tensor(block.subarray(start, start + elementCount(parameter.shape)), parameter.shape);
  }
}
