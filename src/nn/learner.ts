/**
 * The inputs of a training step.
 */
import type { Tensor } from '../tensor/tensor.ts';
import type { Loss } from './losses/loss.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import type { Sequential } from './sequential.ts';

/** A network, the loss to minimise, and the optimizer that moves its parameters. */
export interface Learner {
  readonly network: Sequential;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
}

/** The rows to learn from. */
export interface Batch {
  /** [n, d] */
  readonly inputs: Tensor;
  /** Class numbers [n]. */
  readonly targets: Int32Array;
  /** How often each row counts in the loss [n]; once if left out. */
  readonly weights?: Float32Array | null;
}

/** Called between the phases of a step; may throw. See `training/finite.ts`. */
export interface StepChecks {
  /** The batch's loss is known; the backward pass has not begun. */
  loss(batchLoss: number): void;
  /** All gradients are known; no parameter has moved. */
  gradients(): void;
}
