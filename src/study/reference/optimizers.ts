/**
 * Float64 optimizers on one vector of weights: Adam (Kingma & Ba 2015) in Keras's form and in Algorithm 1's, and SGD with
 * momentum (Polyak 1964) or Nesterov momentum (Sutskever et al. 2013) as Keras writes it. Each can be broken on purpose.
 */

export interface ReferenceOptimizer {
  /** Changes `weights` in place by one step along `gradient`, of the same length. */
  update(weights: number[], gradient: readonly number[]): void;
}

export interface AdamOptions {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /**
   * `keras`: w −= αₜ·m / (√v + ε), αₜ = α·√(1 − β₂ᵗ) / (1 − β₁ᵗ): ε stands outside the bias correction.
   * `algorithm1`: w −= α·m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ): v is corrected before ε is added.
   * They are the same where ε = 0.
   */
  form?: 'keras' | 'algorithm1';
  /** AdamW (Loshchilov & Hutter 2019): w −= α·λ·w before the step. Default 0. */
  weightDecay?: number;
  defect?: AdamDefect;
}

/**
 * `signFlipped` climbs; `noBiasCorrection` leaves both corrections out; `offByOneStep` corrects with t + 1,
 * `stepFromZero` with t − 1 (its first step divides 0 by 0); `signOfGradient` forgets m and v and steps by α·sign(g).
 * Of the decay: `coupledDecay` adds λ·w to the gradient; `decayGrows` adds where it should take; `decayAfter` shrinks
 * what the step has moved; `correctedDecay` multiplies by αₜ.
 */
export type AdamDefect =
  'signFlipped' | 'noBiasCorrection' | 'offByOneStep' | 'stepFromZero' | 'signOfGradient' | DecayDefect;

export type DecayDefect = 'coupledDecay' | 'decayGrows' | 'decayAfter' | 'correctedDecay';

export function createAdam(options: AdamOptions): ReferenceOptimizer {
  const { learningRate, beta1, beta2, epsilon, form = 'keras', weightDecay = 0, defect } = options;
  const m: number[] = [];
  const v: number[] = [];
  let step = 0;
  return {
    update(weights, gradient) {
      step++;
      const t = step + (defect === 'offByOneStep' ? 1 : defect === 'stepFromZero' ? -1 : 0);
      const correction1 = defect === 'noBiasCorrection' ? 1 : 1 - beta1 ** t;
      const correction2 = defect === 'noBiasCorrection' ? 1 : 1 - beta2 ** t;
      const alpha = (learningRate * Math.sqrt(correction2)) / correction1;
      const rate = (defect === 'correctedDecay' ? alpha : learningRate) * weightDecay;
      const kept = defect === 'coupledDecay' ? 1 : defect === 'decayGrows' ? 1 + rate : 1 - rate;
      for (const [i, slope] of gradient.entries()) {
        const g = defect === 'coupledDecay' ? slope + weightDecay * weights[i]! : slope;
        m[i] = (m[i] ?? 0) + (g - (m[i] ?? 0)) * (1 - beta1);
        v[i] = (v[i] ?? 0) + (g * g - (v[i] ?? 0)) * (1 - beta2);
        let decrease =
          form === 'keras'
            ? (m[i] * alpha) / (Math.sqrt(v[i]) + epsilon)
            : (learningRate * (m[i] / correction1)) / (Math.sqrt(v[i] / correction2) + epsilon);
        if (defect === 'signFlipped') decrease = -decrease;
        if (defect === 'signOfGradient') decrease = learningRate * Math.sign(g);
        if (defect !== 'decayAfter') weights[i]! *= kept;
        weights[i]! -= decrease;
        if (defect === 'decayAfter') weights[i]! *= kept;
      }
    },
  };
}

export interface SgdOptions {
  learningRate: number;
  /** 0 is plain gradient descent. */
  momentum: number;
  nesterov: boolean;
  /** `signFlipped` climbs. */
  defect?: 'signFlipped';
}

/** velocity = μ·velocity − α·g; w += velocity, or with Nesterov w += μ·velocity − α·g. */
export function createSgd(options: SgdOptions): ReferenceOptimizer {
  const { learningRate, momentum, nesterov, defect } = options;
  const velocity: number[] = [];
  return {
    update(weights, gradient) {
      for (const [i, g] of gradient.entries()) {
        const descent = learningRate * g;
        velocity[i] = momentum * (velocity[i] ?? 0) - descent;
        const increase = nesterov ? momentum * velocity[i] - descent : velocity[i];
        weights[i]! += defect === 'signFlipped' ? -increase : increase;
      }
    },
  };
}
