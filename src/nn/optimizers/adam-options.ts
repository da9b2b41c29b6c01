/**
 * The options of Adam, named as in the paper and in Keras.
 */
import { FRACTION, NOT_NEGATIVE, POSITIVE } from '../rules.ts';

export interface AdamOptions {
  /** α, default 1e-3. */
  readonly learningRate?: number;
  /** Decay of the first moment, default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, default 0.999. */
  readonly beta2?: number;
  /** ε, default 1e-7. */
  readonly epsilon?: number;
  /**
   * λ, default 0. Above 0 this is AdamW (Loshchilov & Hutter 2019, Algorithm 2): w −= α·λ·w before the step, for kernels
   * and biases alike, with the plain α and not the corrected αₜ, as in Keras and PyTorch. The step doesn't depend on w, so
   * both are one subtraction. (The paper leaves α out: its λ is our α·λ.)
   *
   * The variant not taken is an L2 penalty, which adds λ·w to g: Adam then divides the decay by √v, and weights with large
   * gradients hardly shrink. For that one, see `l2` of `Dense`.
   */
  readonly weightDecay?: number;
}

export const ADAM_RULES = {
  learningRate: POSITIVE,
  beta1: FRACTION,
  beta2: FRACTION,
  epsilon: POSITIVE,
  weightDecay: NOT_NEGATIVE,
};
