/**
 * The running mean of loss and accuracy over batches of different sizes. It sums in float64 over rows, not over
 * batches, so a short last batch counts by its rows.
 */
import type { Loss } from '../nn/losses/loss.ts';
import type { Tensor } from '../tensor/tensor.ts';

export class WeightedMean {
  readonly #loss: Loss;
  #predictions = new Int32Array(0);
  #lossSum = 0;
  #correct = 0;
  #weightSum = 0;
  #rows = 0;

  /** @param loss turns logits into predictions */
  constructor(loss: Loss) {
    this.#loss = loss;
  }

  /** Adds a batch with its mean loss. */
  add(batchLoss: number, logits: Tensor, targets: Int32Array, weights: Float32Array | null = null): void {
    const n = targets.length;
    if (this.#predictions.length !== n) this.#predictions = new Int32Array(n);
    const predictions = this.#predictions;
    this.#loss.predict(logits, predictions);
    for (let i = 0; i < n; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      this.#weightSum += weight;
      if (predictions[i] === targets[i]) this.#correct += weight;
    }
    this.#lossSum += batchLoss * n;
    this.#rows += n;
  }

  result(): { loss: number; accuracy: number } {
    return { loss: this.#lossSum / this.#rows, accuracy: this.#correct / this.#weightSum };
  }

  /** Begins again, for the next epoch. */
  reset(): void {
    this.#lossSum = this.#correct = this.#weightSum = this.#rows = 0;
  }
}
