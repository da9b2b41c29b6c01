/**
 * The options of Adam, named as in the paper and in Keras.
 */
import { FRACTION, POSITIVE } from '../rules.ts';

export interface AdamOptions {
  /** α, default 1e-3. */
  readonly learningRate?: number;
  /** Decay of the first moment, default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, default 0.999. */
  readonly beta2?: number;
  /** ε, default 1e-7. */
  readonly epsilon?: number;
}

export const ADAM_RULES = { learningRate: POSITIVE, beta1: FRACTION, beta2: FRACTION, epsilon: POSITIVE };
