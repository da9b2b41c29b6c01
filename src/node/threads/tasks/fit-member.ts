/**
 * The task of training one network of an ensemble.
 */
import type { EpochLogs } from '../../../training/callback.ts';
import { fitMember, type MemberPlan } from '../../../training/ensemble/member.ts';
import { memberRows } from '../../../training/ensemble/members.ts';
import { datasetOf, type SharedRows } from '../shared-rows.ts';
import type { Perform } from '../pool/task-pool.ts';
import { Breathing } from './breathing.ts';

export interface MemberContext {
  /** As `layOut` has them. */
  readonly rows: SharedRows;
  readonly validation: SharedRows | null;
  readonly foldSizes: readonly number[] | null;
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

export function prepare({ epochsDone, ...shared }: MemberContext): Perform<MemberTask, MemberResult> {
  const { rows, validation, foldSizes } = shared;
  const laidOut = { rows: datasetOf(rows), validation: validation && datasetOf(validation), foldSizes };
  return async ({ index, plan }) => {
    const { network, history, bestEpoch } = await fitMember(plan, memberRows(laidOut, index), [
      new Watched(epochsDone, index),
    ]);
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
