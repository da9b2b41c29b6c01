/**
 * The task of training one network of an ensemble.
 */
import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { Dataset } from '../../../preprocessing/dataset.ts';
import { Tensor } from '../../../tensor/tensor.ts';
import type { Callback, EpochLogs } from '../../../training/callback.ts';
import { fitMember, type MemberPlan } from '../../../training/ensemble/member.ts';
import { memberRows } from '../../../training/ensemble/members.ts';
import type { Perform } from '../task-pool.ts';

/** Rows in memory that all threads share. */
export interface SharedRows {
  /** Row-major [n, d]. */
  readonly inputs: Float32Array<SharedArrayBuffer>;
  readonly columns: number;
  /** [n] */
  readonly targets: Int32Array<SharedArrayBuffer>;
}

export interface MemberContext {
  readonly train: SharedRows;
  readonly validation: SharedRows | null;
  readonly folds: Int32Array | null;
  /** The epochs that each network has behind it, for whoever watches. */
  readonly epochsDone: Int32Array<SharedArrayBuffer>;
}

export interface MemberTask {
  /** Of the network, from 0. */
  readonly index: number;
  readonly plan: MemberPlan;
}

/** A trained network as plain data. */
export interface MemberResult {
  /** All parameters, as in the network's block. */
  readonly values: Float32Array;
  readonly epochs: readonly EpochLogs[];
  readonly bestEpoch: number;
}

const TURN_MS = 50;

export function prepare({ train, validation, folds, epochsDone }: MemberContext): Perform<MemberTask, MemberResult> {
  const pool = { train: datasetOf(train), validation: validation && datasetOf(validation), folds };
  return async ({ index, plan }) => {
    const rows = memberRows(pool, index);
    const { network, history, bestEpoch } = await fitMember(plan, rows, [new Watched(epochsDone, index)]);
    return { values: network.block.values.slice(), epochs: history.epochs, bestEpoch };
  };
}

function datasetOf({ inputs, columns, targets }: SharedRows): Dataset {
  return { inputs: new Tensor(inputs, [targets.length, columns]), targets };
}

/** Counts the epochs. In the main thread it also yields to the event loop, so that Ctrl-C works. */
class Watched implements Callback {
  readonly #epochsDone: Int32Array;
  readonly #index: number;
  #lastTurnMs = performance.now();

  constructor(epochsDone: Int32Array, index: number) {
    this.#epochsDone = epochsDone;
    this.#index = index;
  }

  onBatchEnd(): void | Promise<void> {
    if (!isMainThread || performance.now() - this.#lastTurnMs < TURN_MS) return;
    this.#lastTurnMs = performance.now();
    return setImmediate();
  }

  onEpochEnd(epoch: number): void {
    Atomics.store(this.#epochsDone, this.#index, epoch);
  }
}
