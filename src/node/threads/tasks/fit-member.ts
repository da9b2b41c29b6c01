/**
 * The task of training one network of an ensemble.
 */
import type { EpochLogs } from '../../../training/callback.ts';
import { fitMember, type MemberPlan } from '../../../training/ensemble/member.ts';
import { memberRows } from '../../../training/ensemble/members.ts';
import { datasetOf, type SharedRows } from '../shared-rows.ts';
import type { Perform } from '../task-pool.ts';
import { Breathing } from './breathing.ts';

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

export function prepare({ train, validation, folds, epochsDone }: MemberContext): Perform<MemberTask, MemberResult> {
  const pool = { train: datasetOf(train), validation: validation && datasetOf(validation), folds };
  return async ({ index, plan }) => {
    const rows = memberRows(pool, index);
    const { network, history, bestEpoch } = await fitMember(plan, rows, [new Watched(epochsDone, index)]);
    return { values: network.block.values.slice(), epochs: history.epochs, bestEpoch };
  };
}

/** Counts the epochs. */
class Watched extends Breathing {
  readonly #epochsDone: Int32Array;
  readonly #index: number;

  constructor(epochsDone: Int32Array, index: number) {
    super();
    this.#epochsDone = epochsDone;
    this.#index = index;
  }

  onEpochEnd(epoch: number): void {
    Atomics.store(this.#epochsDone, this.#index, epoch);
  }
}
