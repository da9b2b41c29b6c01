/**
 * The options of a dense layer.
 */
import { BOOLEAN, COUNT, NOT_NEGATIVE } from '../rules.ts';
import type { Initializer } from './initializers.ts';

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

export const DENSE_RULES = { units: COUNT, useBias: BOOLEAN, l2: NOT_NEGATIVE };
