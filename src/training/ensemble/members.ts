/**
 * The networks of a classifier: how they differ, and their training one after the other.
 *
 * By seed, all learn from the same rows, and start and shuffle differently. By fold, training and validation rows
 * together are cut into as many folds as there are networks: each learns from all folds but one, and that one says when
 * to stop. So each row trains all networks but one, and no row is only watched (bagging by cross-validation, Krogh &
 * Vedelsby 1995).
 */
import type { Dataset } from '../../preprocessing/dataset.ts';
import { groupFolds, stratifiedFolds } from '../../preprocessing/rows/folds.ts';
import { createRandom } from '../../random.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Callback } from '../callback.ts';
import type { TrainingData } from '../training-data.ts';
import type { TrainingOptions } from '../training-options.ts';
import { fitMember, type FittedMember, type MemberPlan, type MemberRows } from './member.ts';

/** The rows of all networks; plain data but for the tensors. */
export interface MemberPool extends MemberRows {
  /** The fold of each training row and then of each validation row [n]; null where networks differ by seed. */
  readonly folds: Int32Array | null;
}

/** Trains networks on the rows of a pool. Nothing but plan and rows may decide what becomes of a network. */
export type TrainMembers = (pool: MemberPool, plans: readonly MemberPlan[]) => Promise<FittedMember[]>;

/** One after the other, in this thread. */
export function oneByOne(callbacks: readonly Callback[]): TrainMembers {
  return async (pool, plans) => {
    const members: FittedMember[] = [];
    for (const [index, plan] of plans.entries()) {
      members.push(await fitMember(plan, memberRows(pool, index), callbacks));
    }
    return members;
  };
}

/** The first network has the seed itself: alone, it is the one that would be trained without an ensemble. */
export function memberSeed(seed: string, index: number): string {
  return index === 0 ? seed : `${seed}/network ${index + 1}`;
}

/** By seed where folds are not asked for, or are not to be had: see `cannotFold`. */
export function memberPool(data: TrainingData, options: TrainingOptions): MemberPool {
  const { train, validation } = data;
  return { train, validation, folds: cannotFold(data, options) === null ? foldsOf(data, options) : null };
}

/** Why the networks differ by seed; null where they differ by fold. */
export function cannotFold(data: TrainingData, options: TrainingOptions): string | null {
  const { ensemble, members } = options;
  const { balance, validation, related = null } = data;
  if (ensemble === 1 || members === 'seeds') return 'as asked';
  if (validation === null) return 'there are no validation rows';
  if (data.heldOutMix !== 'natural' || (balance !== 'none' && balance !== 'weights')) {
    return 'balanced rows cannot be pooled with others';
  }
  if (related?.kind === 'time') return 'later rows say when to stop';
  if (ensemble > data.train.targets.length + validation.targets.length) return 'there are fewer rows than networks';
  const used = new Set(foldsOf(data, options));
  return used.size < ensemble ? 'there are fewer groups than networks' : null;
}

function foldsOf(
  { train, validation, classes, related }: TrainingData,
  { ensemble, seed }: TrainingOptions,
): Int32Array {
  const random = createRandom(seed, 'members');
  if (related?.kind === 'groups') return groupFolds(related.groups, ensemble, random);
  const targets = Int32Array.from([...train.targets, ...(validation?.targets ?? [])]);
  return stratifiedFolds(targets, classes.length, ensemble, random);
}

/** The rows that a network learns from, and those that stop it. */
export function memberRows({ train, validation, folds }: MemberPool, index: number): MemberRows {
  if (folds === null || validation === null) return { train, validation };
  const parts = [train, validation] as const;
  return {
    train: chosen(parts, folds, (fold) => fold !== index),
    validation: chosen(parts, folds, (fold) => fold === index),
  };
}

/** Rows of the first part, then of the second, copied. */
function chosen(parts: readonly [Dataset, Dataset], folds: Int32Array, isWanted: (fold: number) => boolean): Dataset {
  const d = parts[0].inputs.columns;
  const count = folds.reduce((sum, fold) => sum + Number(isWanted(fold)), 0);
  const inputs = Tensor.zeros(count, d);
  const targets = new Int32Array(count);
  let [row, taken] = [0, 0];
  for (const part of parts) {
    for (let i = 0; i < part.targets.length; i++) {
      if (!isWanted(folds[row++]!)) continue;
      inputs.data.set(part.inputs.data.subarray(i * d, (i + 1) * d), taken * d);
      targets[taken++] = part.targets[i]!;
    }
  }
  return { inputs, targets };
}
