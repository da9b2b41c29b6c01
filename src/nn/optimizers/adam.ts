/**
 * Adam (Kingma & Ba 2015). For each weight w with gradient g it keeps two running means: the first moment m of g and
 * the second moment v of g². It steps by the ratio of m to √v: about α when all gradients agree, less when they don't.
 *
 *   m += (g − m)(1 − β1),  v += (g² − v)(1 − β2),  w −= α·λ·w + αₜ·m / (√v + ε),  αₜ = α·√(1 − β2ᵗ) / (1 − β1ᵗ)
 *
 * Why αₜ at step t: m starts at 0. After t steps it is Σ (1 − β1)·β1ᵗ⁻ⁱ·gᵢ over the steps i, and the shares of all gᵢ
 * sum to 1 − β1ᵗ, not to 1: with β1 = 0.9, m is 0.1·g at t = 1. So the mean of g is m̂ = m / (1 − β1ᵗ), the mean of g²
 * is v̂ = v / (1 − β2ᵗ), and the step is α·m̂ / √v̂ = α·√(1 − β2ᵗ) / (1 − β1ᵗ) · m / √v.
 *
 * Keras does it this way (as does the paper, at the end of section 2), so ε is added to the uncorrected √v ("epsilon
 * hat"). The paper's Algorithm 1 and PyTorch add ε to √v̂ instead. The decay α·λ·w is AdamW’s: see `adam-options.ts`.
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import { requireOptions } from '../rules.ts';
import type { ParameterBlock } from '../parameter.ts';
import type { Tap } from '../tap.ts';
import { ADAM_RULES, type AdamOptions } from './adam-options.ts';
import { tapAdam } from './adam-taps.ts';
import { stateFor, type Optimizer } from './optimizer.ts';

export class Adam implements Optimizer {
  readonly kind = 'adam';
  readonly options: Required<AdamOptions>;
  readonly state = new Map<string, Float32Array>();
  readonly stateNames = ['adam.m', 'adam.v'];
  /** β1ᵗ and β2ᵗ, kept as running products: `pow` isn't exact in every engine. With `state`, all that a step leaves. */
  beta1Power = 1;
  beta2Power = 1;

  constructor({ learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 }: AdamOptions = {}) {
    this.options = { learningRate, beta1, beta2, epsilon, weightDecay };
    requireOptions('Adam', ADAM_RULES, this.options);
  }

  step(block: ParameterBlock, tap?: Tap): void {
    const { learningRate, beta1, beta2, epsilon, weightDecay } = this.options;
    const [m, v] = [stateFor(this.state, 'adam.m', block), stateFor(this.state, 'adam.v', block)];
    this.beta1Power *= beta1;
    this.beta2Power *= beta2;
    const alpha = Math.fround((learningRate * Math.sqrt(1 - this.beta2Power)) / (1 - this.beta1Power)); // eq:adam.alpha
    const [oneMinusBeta1, oneMinusBeta2] = [Math.fround(1 - beta1), Math.fround(1 - beta2)];
    const decay = Math.fround(learningRate * weightDecay);
    const step = { alpha, oneMinusBeta1, oneMinusBeta2, epsilon: Math.fround(epsilon), decay };
    currentKernels().adam(block.values, block.gradients, m, v, step);
    if (tap !== undefined) tapAdam(this, block, step, tap);
  }
}
