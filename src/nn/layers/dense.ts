/**
 * A dense layer: z = x·W + b, with the kernel W [d, u] and the bias b [u].
 */
import { affine, matmul, matmulNT, matmulTN } from '../../tensor/matmul.ts';
import { sumRows } from '../../tensor/operations.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Parameter } from '../parameter.ts';
import { requireOptions } from '../rules.ts';
import { DENSE_RULES, type DenseOptions } from './dense-options.ts';
import { glorotUniform, zeros } from './initializers.ts';
import type { LayerConfig } from './layer-config.ts';
import type { Layer } from './layer.ts';
import { addL2Gradient, l2Penalty } from './regularizers.ts';

export class Dense implements Layer {
  readonly kind = 'dense';
  readonly options: Required<DenseOptions>;
  parameters: readonly Parameter[] = [];

  constructor({ units, useBias = true, kernelInitializer = glorotUniform, l2 = 0 } = {} as DenseOptions) {
    this.options = { units, useBias, kernelInitializer, l2 };
    requireOptions('Dense', DENSE_RULES, this.options);
  }

  build(inputDim: number): number {
    const { units, useBias, kernelInitializer } = this.options;
    const kernel = new Parameter('kernel', [inputDim, units], kernelInitializer);
    this.parameters = useBias ? [kernel, new Parameter('bias', [units], zeros)] : [kernel];
    return units;
  }

  /** W [d, u] */
  get kernel(): Tensor {
    return this.parameters[0]!.value;
  }

  /** b [u], or null without a bias. */
  get bias(): Tensor | null {
    return this.parameters[1]?.value ?? null;
  }

  /** z [n, u] = x [n, d] · W [d, u] + b [u] */
  forward(x: Tensor, z: Tensor): void {
    if (this.bias === null) return matmul(x, this.kernel, z); // eq:dense.z
    affine(x, this.kernel, this.bias, z); // eq:dense.z
  }

  /**
   * The chain rule for z[i, j] = Σₛ x[i, s]·W[s, j] + b[j]. To get the gradient of a number, take each z that it is
   * part of, multiply how fast that z grows with the number by how fast the loss grows with that z (its dZ), and sum.
   *
   * W[s, j] is in z[i, j] for every row i, times x[i, s]: dW[s, j] = Σᵢ x[i, s]·dZ[i, j], so dW = xᵀ·dZ.
   * b[j] is in z[i, j] for every row i, times 1: db[j] = Σᵢ dZ[i, j].
   * x[i, s] is in z[i, j] for every unit j, times W[s, j]: dX[i, s] = Σⱼ dZ[i, j]·W[s, j], so dX = dZ·Wᵀ.
   */
  backward(x: Tensor, _z: Tensor, dZ: Tensor, dX: Tensor | null): void {
    const [kernel, bias] = this.parameters;
    matmulTN(x, dZ, kernel!.gradient); // eq:dense.dW
    if (this.options.l2 > 0) addL2Gradient(this.options.l2, kernel!);
    if (bias !== undefined) sumRows(dZ, bias.gradient); // eq:dense.db
    if (dX !== null) matmulNT(dZ, kernel!.value, dX); // eq:dense.dx
  }

  penalty(): number {
    return this.options.l2 > 0 ? l2Penalty(this.options.l2, this.parameters[0]!) : 0;
  }

  config(): LayerConfig {
    const { units, useBias, l2 } = this.options;
    return { kind: 'dense', units, useBias, l2 };
  }
}
