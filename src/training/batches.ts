/**
 * The rows of an epoch in batches: copied side by side, in an order drawn anew for each epoch.
 */
import type { Sequential } from '../nn/sequential.ts';
import type { Batch } from '../nn/learner.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import type { Random } from '../random.ts';
import { gatherRows } from '../tensor/operations.ts';

/** The memory of batches of one size. */
interface Rows extends Batch {
  /** The numbers of its rows in the data set. */
  readonly rows: Int32Array;
  readonly weights: Float32Array | null;
}

export class Batches {
  /** Batches in an epoch; the last one may be shorter. */
  readonly count: number;
  readonly #data: Dataset;
  readonly #weights: Float32Array | null;
  readonly #size: number;
  readonly #network: Sequential;
  /** The rows in the order of this epoch; shuffled anew from there. */
  readonly order: Int32Array;
  /** Keyed by number of rows. */
  readonly #kept = new Map<number, Rows>();

  /**
   * @param network whose memory holds the inputs of a batch
   * @param weights of each row; null if all count once
   */
  constructor(network: Sequential, data: Dataset, size: number, weights: Float32Array | null = null) {
    this.#network = network;
    this.#data = data;
    this.#size = size;
    this.#weights = weights;
    this.order = Int32Array.from(data.targets.keys());
    this.count = Math.ceil(data.targets.length / size);
  }

  shuffle(random: Random): void {
    random.shuffle(this.order);
  }

  /** @param batch from 1 @returns its rows, in memory that the next batch reuses */
  read(batch: number): Batch {
    const start = (batch - 1) * this.#size;
    const kept = this.#memoryFor(Math.min(this.#size, this.order.length - start));
    const { rows, inputs, targets, weights } = kept;
    for (let i = 0; i < rows.length; i++) {
      rows[i] = this.order[start + i]!;
      targets[i] = this.#data.targets[rows[i]!]!;
      if (weights !== null) weights[i] = this.#weights![rows[i]!]!;
    }
    gatherRows(this.#data.inputs, rows, inputs);
    return kept;
  }

  #memoryFor(n: number): Rows {
    const known = this.#kept.get(n);
    if (known !== undefined) return known;
    const rows = {
      rows: new Int32Array(n),
      inputs: this.#network.workspace.input.rows(n),
      targets: new Int32Array(n),
      weights: this.#weights === null ? null : new Float32Array(n),
    };
    this.#kept.set(n, rows);
    return rows;
  }
}
