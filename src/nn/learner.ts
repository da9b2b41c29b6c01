/**
 * What a training step is given.
 */
import type { Tensor } from '../tensor/tensor.ts';
import type { Loss } from './losses/loss.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import type { Sequential } from './sequential.ts';

/** A network, what it shall make small, and how it moves its parameters. */
export interface Learner {
  readonly network: Sequential;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
}

/** Rows to learn from. */
export interface Batch {
  /** [n, d] */
  readonly inputs: Tensor;
  /** Class numbers [n]. */
  readonly targets: Int32Array;
  /** How often each row counts in the loss [n]; once where left out. */
  readonly weights?: Float32Array | null;
}

/** May look, and throw, between the phases of a step: see `training/finite.ts`. */
export interface StepChecks {
  /** The batch's loss is known, the way back isn't begun. */
  loss(batchLoss: number): void;
  /** All gradients are known, no parameter has moved. */
  gradients(): void;
}
