/**
 * The running mean of loss and accuracy over batches of different sizes: sums in float64 over rows, not over batches,
 * so a last short batch counts for what it holds.
 */
import type { Loss } from '../nn/losses/loss.ts';
import type { Tap } from '../nn/tap.ts';
import type { Tensor } from '../tensor/tensor.ts';

export class WeightedMean {
  readonly #classWeight: readonly number[] | null;
  #weights = new Float32Array(0);
  #predictions = new Int32Array(0);
  #lossSum = 0;
  #correct = 0;
  #weightSum = 0;
  #rows = 0;

  constructor(classWeight: readonly number[] | null) {
    this.#classWeight = classWeight;
  }

  /** Forward through the loss; returns the mean loss of this batch with `penalty` added. */
  add(loss: Loss, logits: Tensor, targets: Int32Array, penalty = 0, tap?: Tap): number {
    const n = targets.length;
    const weights = this.rowWeights(targets);
    const batchLoss = loss.forward(logits, targets, weights, tap) + penalty;
    if (this.#predictions.length !== n) this.#predictions = new Int32Array(n);
    const predictions = this.#predictions;
    loss.predict(logits, predictions);
    for (let i = 0; i < n; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      this.#weightSum += weight;
      if (predictions[i] === targets[i]) this.#correct += weight;
    }
    this.#lossSum += batchLoss * n;
    this.#rows += n;
    return batchLoss;
  }

  result(): { loss: number; accuracy: number } {
    return { loss: this.#lossSum / this.#rows, accuracy: this.#correct / this.#weightSum };
  }

  /** Begins again, for the next epoch. */
  reset(): void {
    this.#lossSum = this.#correct = this.#weightSum = this.#rows = 0;
  }

  private rowWeights(targets: Int32Array): Float32Array | null {
    if (this.#classWeight === null) return null;
    if (this.#weights.length !== targets.length) this.#weights = new Float32Array(targets.length);
    const weights = this.#weights;
    for (let i = 0; i < targets.length; i++) weights[i] = this.#classWeight[targets[i]!]!;
    return weights;
  }
}
