/**
 * The states of a study at the beginnings of its epochs: the first, and the latest ones. Any step between two of them is
 * reached by training again from the one before it, since the same steps give the same bits.
 */
import type { RandomState } from '../../random.ts';
import type { OptimizerState } from './optimizer-state.ts';
import type { Edit } from './parameter-place.ts';

export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  /** All parameters. */
  readonly values: Float32Array;
  readonly optimizer: OptimizerState;
  readonly weights: RandomState;
  readonly order: RandomState;
  /** The rows in the order in which they are shuffled next. */
  readonly rows: Int32Array;
  readonly edits: readonly Edit[];
}

/** Bytes in all checkpoints but the first. */
const MOST_BYTES = 64 * 1024 * 1024;

export class Checkpoints {
  /** By step, ascending. */
  readonly #kept: Checkpoint[] = [];

  /** Takes the place of all that come later. */
  keep(checkpoint: Checkpoint): void {
    this.#drop(checkpoint.step);
    this.#kept.push(checkpoint);
    while (this.#kept.length > 2 && (this.#kept.length - 1) * bytesOf(checkpoint) > MOST_BYTES) this.#kept.splice(1, 1);
  }

  /** The latest at or before a step. */
  before(step: number): Checkpoint {
    return this.#kept.findLast((checkpoint) => checkpoint.step <= step)!;
  }

  #drop(from: number): void {
    const first = this.#kept.findIndex(({ step }) => step >= from);
    if (first !== -1) this.#kept.length = first;
  }
}

function bytesOf({ values, optimizer, rows }: Checkpoint): number {
  return values.byteLength * (1 + optimizer.arrays.size) + rows.byteLength;
}
