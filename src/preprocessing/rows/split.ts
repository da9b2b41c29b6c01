/**
 * Which rows train, which choose the epoch to stop at (validation), and which are kept for the verdict (test).
 */
import { requireArgument, requireClasses, requireWhole } from '../../argument-checks.ts';
import type { Proportions } from '../../options/option-spec.ts';
import { randomFrom, type Random, type RandomSource } from '../../random.ts';

export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Cuts `rows` in the order given: ⌊n·train⌋ rows, ⌊n·validation⌋ rows, and the rest.
 *
 * @throws RangeError for anything but three proportions of at least 0, one of them above 0.
 */
export function cutRows(rows: Int32Array, proportions: Proportions): Split {
  requireNumbers('cutRows', 'rows', rows);
  const total = totalOf('cutRows', proportions);
  const train = Math.floor((rows.length * proportions[0]) / total);
  const validation = train + Math.floor((rows.length * proportions[1]) / total);
  return { train: rows.slice(0, train), validation: rows.slice(train, validation), test: rows.slice(validation) };
}

/**
 * Shuffles each class and cuts it in proportion, so every part has the file's mix to within a row per class; then
 * shuffles the parts.
 *
 * @param targets class number of each row [n], in [0, classCount)
 * @throws RangeError for a class number out of range, or proportions as for `cutRows`.
 */
export function stratifiedSplit(
  targets: Int32Array,
  classCount: number,
  proportions: Proportions,
  source: RandomSource,
): Split {
  requireNumbers('stratifiedSplit', 'targets', targets);
  requireWhole('stratifiedSplit', 'classCount', classCount, 1);
  requireClasses('stratifiedSplit: targets', targets, classCount);
  const random = randomFrom(source, 'split');
  const total = totalOf('stratifiedSplit', proportions);
  const parts: [number[], number[], number[]] = [[], [], []];
  for (let label = 0; label < classCount; label++) {
    const rows = random.shuffle(rowsOfClass(targets, label));
    const trainEnd = Math.round((rows.length * proportions[0]) / total);
    const validationEnd = Math.round((rows.length * (proportions[0] + proportions[1])) / total);
    for (let i = 0; i < rows.length; i++) parts[i < trainEnd ? 0 : i < validationEnd ? 1 : 2].push(rows[i]!);
  }
  return shuffledParts(parts, random);
}

/**
 * Puts whole groups into one part each: in random order, those larger than the smallest part first, every group goes to
 * the part that has the most rows still to take. Labels are not read, so no test row's label can move a row into the
 * training or out of it; in return, classes are in proportion only by chance.
 *
 * A part's size is off its proportion by at most two thirds of the largest group, of g rows: a part that takes a group
 * lacks at least a third of the rows left, so it ends at most 2g/3 over; and if a part ends s rows short, the other two
 * are at most g − s over each, which makes s ≤ 2(g − s). Few groups, or one very large, can leave a part empty.
 *
 * @param groups any number that a row's group has and no other group [n]
 * @throws RangeError for proportions as for `cutRows`.
 */
export function groupSplit(groups: Int32Array, proportions: Proportions, source: RandomSource): Split {
  requireNumbers('groupSplit', 'groups', groups);
  const total = totalOf('groupSplit', proportions);
  const random = randomFrom(source, 'split');
  const toTake = proportions.map((share) => (groups.length * share) / total);
  const parts: [number[], number[], number[]] = [[], [], []];
  const groupsInOrder = random.shuffle(rowsByGroup(groups));
  // A group larger than a part can only train, so it is placed while the training part has room.
  const smallest = Math.min(...toTake);
  const [large, small] = [true, false].map((isLarge) =>
    groupsInOrder.filter((rows) => rows.length > smallest === isLarge),
  );
  for (const rows of [...large!, ...small!]) {
    const part = toTake.indexOf(Math.max(...toTake)) as 0 | 1 | 2;
    for (const row of rows) parts[part].push(row);
    toTake[part]! -= rows.length;
  }
  return shuffledParts(parts, random);
}

/**
 * The earliest rows train, the next validate, the latest test, as the model will be used: on rows later than all it has
 * seen. Rows of equal time stay in one part: a cut falls between two distinct times (or before or after all rows), at
 * the place nearest to its proportion, the earlier of two as near. A part's size is off by at most the rows of the most
 * frequent time. Nothing is random and labels are not read.
 *
 * @param times [n], in any unit
 * @throws RangeError for a NaN, which has no place in the order, or proportions as for `cutRows`.
 * @returns each part by time, rows of equal time by row number
 */
export function timeSplit(times: Float64Array, proportions: Proportions): Split {
  requireNumbers('timeSplit', 'times', times);
  const n = times.length;
  if (times.some(Number.isNaN))
    throw new RangeError(`timeSplit: the time of row ${times.findIndex(Number.isNaN)} is NaN`);
  const total = totalOf('timeSplit', proportions);
  const { rows, nearestCut } = inTime(times);
  const trainEnd = nearestCut((n * proportions[0]) / total);
  const validationEnd = nearestCut((n * (proportions[0] + proportions[1])) / total);
  return {
    train: rows.slice(0, trainEnd),
    validation: rows.slice(trainEnd, validationEnd),
    test: rows.slice(validationEnd),
  };
}

function shuffledParts(parts: readonly [number[], number[], number[]], random: Random): Split {
  const [train, validation, test] = parts.map((rows) => random.shuffle(new Int32Array(rows))) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  return { train, validation, test };
}

/** The rows of each group, ascending; groups by first appearance. */
export function rowsByGroup(groups: Int32Array): number[][] {
  const members = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    const rows = members.get(group);
    if (rows === undefined) members.set(group, [row]);
    else rows.push(row);
  }
  return [...members.values()];
}

/** Rows by time, those of equal time by row number. */
export interface TimedRows {
  readonly rows: Int32Array;
  /** Where the rows can be cut, between two distinct times or at an end, nearest to a place; the earlier of two as near. */
  readonly nearestCut: (place: number) => number;
}

export function inTime(times: Float64Array): TimedRows {
  const n = times.length;
  const rows = Int32Array.from(times.keys()).toSorted((a, b) => times[a]! - times[b]! || a - b);
  const cuts = [0];
  for (let i = 1; i < n; i++) if (times[rows[i - 1]!] !== times[rows[i]!]) cuts.push(i);
  cuts.push(n);
  const nearestCut = (place: number) =>
    cuts.reduce((nearest, cut) => (Math.abs(cut - place) < Math.abs(nearest - place) ? cut : nearest));
  return { rows, nearestCut };
}

/** The rows of one class, ascending. */
export function rowsOfClass(targets: Int32Array, label: number, rows?: Int32Array): Int32Array {
  const found = new Int32Array(rows?.length ?? targets.length);
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const row = rows === undefined ? i : rows[i]!;
    if (targets[row] === label) found[count++] = row;
  }
  return found.slice(0, count);
}

function requireNumbers(where: string, name: string, values: Int32Array | Float64Array): void {
  requireArgument(ArrayBuffer.isView(values), where, name, values, 'a typed array of numbers');
}

function totalOf(where: string, proportions: Proportions): number {
  const shares: readonly number[] = Array.isArray(proportions) ? proportions : [];
  const total = shares.reduce((sum, share) => sum + share, 0);
  const holds = shares.length === 3 && shares.every((share) => share >= 0) && total > 0 && total < Infinity;
  requireArgument(holds, where, 'proportions', proportions, 'three numbers of at least 0, one above 0');
  return total;
}
