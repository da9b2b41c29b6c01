/**
 * A dense layer: z = x·W + b, with the kernel W [d, u] and the bias b [u].
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import { affine, affineRelu, matmul, matmulNT, matmulNTRelu, matmulTN } from '../../tensor/matmul.ts';
import { sumRows } from '../../tensor/operations.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { glorotUniform, zeros, type Initializer } from './initializers.ts';
import type { Layer, LayerConfig } from './layer.ts';
import { Parameter } from '../parameter.ts';
import { addL2Gradient, l2Penalty } from './regularizers.ts';
import { RowBuffer } from '../row-buffer.ts';

export interface DenseOptions {
  /** u, the width of the output. */
  readonly units: number;
  /** Default true. */
  readonly useBias?: boolean;
  /** Default `glorotUniform`, as in Keras; `heUniform` suits layers before a ReLU. */
  readonly kernelInitializer?: Initializer;
  /** λ of the L2 penalty λ·Σw² on the kernel (not on the bias); default 0. */
  readonly l2?: number;
}

/**
 * Of a network of dense layers with biases: Σ (inputs + 1)·units.
 *
 * @param widths of the input and of each layer
 */
export function countParameters(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, units, index) => sum + (widths[index]! + 1) * units, 0);
}

export class Dense implements Layer {
  readonly kind = 'dense';
  readonly units: number;
  readonly useBias: boolean;
  readonly l2: number;
  parameters: readonly Parameter[] = [];
  readonly #kernelInitializer: Initializer;
  #kernel!: Parameter;
  #bias: Parameter | undefined;
  #z!: RowBuffer;
  #dX!: RowBuffer;
  #x!: Tensor;

  constructor({ units, useBias = true, kernelInitializer = glorotUniform, l2 = 0 }: DenseOptions) {
    if (!Number.isSafeInteger(units) || units < 1) {
      throw new RangeError(`Dense: units must be a whole number of at least 1, got ${units}`);
    }
    if (!(l2 >= 0 && l2 < Infinity)) throw new RangeError(`Dense: l2 must be a number of at least 0, got ${l2}`);
    this.units = units;
    this.useBias = useBias;
    this.l2 = l2;
    this.#kernelInitializer = kernelInitializer;
  }

  build(inputDim: number): number {
    this.#kernel = new Parameter('kernel', [inputDim, this.units], this.#kernelInitializer);
    this.#bias = this.useBias ? new Parameter('bias', [this.units], zeros) : undefined;
    this.parameters = this.#bias === undefined ? [this.#kernel] : [this.#kernel, this.#bias];
    this.#z = new RowBuffer(this.units);
    this.#dX = new RowBuffer(inputDim);
    return this.units;
  }

  get buffers(): readonly RowBuffer[] {
    return [this.#z, this.#dX];
  }

  /** W [d, u] */
  get kernel(): Tensor {
    return this.#kernel.value;
  }

  /** b [u], or null without a bias. */
  get bias(): Tensor | null {
    return this.#bias?.value ?? null;
  }

  /** z [n, u] = x [n, d] · W [d, u] + b [u]: the bias is added last. */
  forward(x: Tensor): Tensor {
    const z = this.#z.take(x.rows);
    if (this.#bias === undefined) matmul(x, this.kernel, z);
    else affine(x, this.kernel, this.#bias.value, z);
    this.#x = x;
    return z;
  }

  /** a [n, u] = max(0, z): `forward` and the ReLU behind it in one. */
  forwardRelu(x: Tensor, a: Tensor): Tensor {
    if (this.#bias === undefined) {
      matmul(x, this.kernel, a);
      currentKernels().relu(a.data, a.data);
    } else affineRelu(x, this.kernel, this.#bias.value, a);
    this.#x = x;
    return a;
  }

  /**
   * Of `forward`'s two lines: dW = xᵀ·dZ and dX = dZ·Wᵀ from the product, db = Σ dZ over the rows from the bias.
   *
   * @param throughRelu x is the output of a ReLU, and the gradient of that one's input is wanted in place of dX
   */
  backward(dZ: Tensor, inputGradientNeeded: boolean, throughRelu = false): Tensor | null {
    matmulTN(this.#x, dZ, this.#kernel.gradient);
    if (this.l2 > 0) addL2Gradient(this.l2, this.#kernel);
    if (this.#bias !== undefined) sumRows(dZ, this.#bias.gradient);
    if (!inputGradientNeeded) return null;
    const dX = this.#dX.take(dZ.rows);
    if (throughRelu) matmulNTRelu(dZ, this.kernel, this.#x, dX);
    else matmulNT(dZ, this.kernel, dX);
    return dX;
  }

  penalty(): number {
    return this.l2 > 0 ? l2Penalty(this.l2, this.#kernel) : 0;
  }

  config(): LayerConfig {
    return { kind: 'dense', units: this.units, useBias: this.useBias, l2: this.l2 };
  }
}
