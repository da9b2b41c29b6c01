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
    const rows = layOut(pool);
    const members: FittedMember[] = [];
    for (const [index, plan] of plans.entries()) {
      members.push(await fitMember(plan, memberRows(rows, index), callbacks));
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
  const isShort = related?.kind === 'groups' && new Set(related.groups).size < ensemble;
  return isShort ? 'there are fewer groups than networks' : null;
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

/**
 * The rows as the networks take them, so that none needs a copy. By fold they are in a circle: fold 0, 1, … k − 1, and
 * again 0, 1, … k − 2. The folds that network i learns from, i + 1 to i + k − 1, are then one stretch.
 */
export interface LaidOutRows {
  /** By seed the training rows; by fold the circle. */
  readonly rows: Dataset;
  /** By seed the validation rows, if there are any. */
  readonly validation: Dataset | null;
  /** The rows of each fold [k]; null by seed. */
  readonly foldSizes: readonly number[] | null;
}

/** @param allocate memory for the inputs of the circle */
export function layOut(
  { train, validation, folds }: MemberPool,
  allocate: (length: number) => Float32Array = (length) => new Float32Array(length),
): LaidOutRows {
  if (folds === null || validation === null) return { rows: train, validation, foldSizes: null };
  const d = train.inputs.columns;
  const last = folds.reduce((most, fold) => Math.max(most, fold), 0);
  const byFold: number[][] = Array.from({ length: last + 1 }, () => []);
  for (const [row, fold] of folds.entries()) byFold[fold]!.push(row);
  const circle = [...byFold, ...byFold.slice(0, -1)].flat();
  const inputs = new Tensor(allocate(circle.length * d), [circle.length, d]);
  const targets = new Int32Array(circle.length);
  for (const [place, row] of circle.entries()) {
    const isTraining = row < train.targets.length;
    const [part, at] = isTraining ? [train, row] : [validation, row - train.targets.length];
    inputs.data.set(part.inputs.data.subarray(at * d, (at + 1) * d), place * d);
    targets[place] = part.targets[at]!;
  }
  return { rows: { inputs, targets }, validation: null, foldSizes: byFold.map(({ length }) => length) };
}

/** The rows that a network learns from, and those that stop it: views, not copies. */
export function memberRows({ rows, validation, foldSizes }: LaidOutRows, index: number): MemberRows {
  if (foldSizes === null) return { train: rows, validation };
  const start = foldSizes.slice(0, index).reduce((sum, size) => sum + size, 0);
  const end = start + foldSizes[index]!;
  const others = foldSizes.reduce((sum, size) => sum + size, 0) - foldSizes[index]!;
  return { train: stretch(rows, end, end + others), validation: stretch(rows, start, end) };
}

function stretch({ inputs, targets }: Dataset, start: number, end: number): Dataset {
  return { inputs: inputs.slice(start, end), targets: targets.subarray(start, end) };
}
