/**
 * Adam (Kingma & Ba 2015), in the form of Keras, the stack of the reference job: the bias corrections go into the step
 * size, as in the paper's last paragraph of section 2,
 *   αₜ = α·√(1 − β2ᵗ) / (1 − β1ᵗ),  m += (g − m)(1 − β1),  v += (g² − v)(1 − β2),  w −= αₜ·m / (√v + ε),
 * so ε stands beside the uncorrected √v ("epsilon hat"). Algorithm 1 and PyTorch add ε to the corrected √v̂ instead.
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import type { AdamStep } from '../../tensor/kernels/kernels.ts';
import type { ParameterBlock } from '../parameter.ts';
import { moveState, requireFraction, requirePositive, stateFor, type Optimizer } from './optimizer.ts';
import type { Tap } from '../tap.ts';

const { fround, sqrt } = Math;

export interface AdamOptions {
  /** α, default 1e-3. */
  readonly learningRate?: number;
  /** Decay of the first moment, default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, default 0.999. */
  readonly beta2?: number;
  /** ε, default 1e-7, added to √v before the bias correction. */
  readonly epsilon?: number;
}

export class Adam implements Optimizer {
  readonly kind = 'adam';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly state = new Map<string, Float32Array>();
  readonly stateNames = ['adam.m', 'adam.v'];
  /** β1ᵗ and β2ᵗ, kept as running products: `pow` isn't exact in every engine. */
  #beta1Power = 1;
  #beta2Power = 1;
  /** Made once, filled in anew by every step. */
  readonly #step: { -readonly [Name in keyof AdamStep]: number };

  constructor({ learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions = {}) {
    requirePositive('Adam', 'learningRate', learningRate);
    requireFraction('Adam', 'beta1', beta1);
    requireFraction('Adam', 'beta2', beta2);
    requirePositive('Adam', 'epsilon', epsilon);
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.#step = {
      alpha: 0,
      oneMinusBeta1: fround(1 - beta1),
      oneMinusBeta2: fround(1 - beta2),
      epsilon: fround(epsilon),
    };
  }

  moveState(name: string, values: Float32Array): void {
    moveState(this.state, name, values);
  }

  step(block: ParameterBlock, tap?: Tap): void {
    const m = stateFor(this.state, 'adam.m', block);
    const v = stateFor(this.state, 'adam.v', block);
    this.#beta1Power *= this.beta1;
    this.#beta2Power *= this.beta2;
    this.#step.alpha = fround((this.learningRate * sqrt(1 - this.#beta2Power)) / (1 - this.#beta1Power));
    currentKernels().adam(block.values, block.gradients, m, v, this.#step);
    if (tap === undefined) return;
    for (const parameter of block.parameters) {
      tap(`adam.m.${parameter.name}`, block.partOf(m, parameter));
      tap(`adam.v.${parameter.name}`, block.partOf(v, parameter));
      tap(`${parameter.name}'`, parameter.value);
    }
  }
}
