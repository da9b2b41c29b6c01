/**
 * Which rows train, which choose the epoch to stop at (validation), and which are kept for the verdict (test).
 */
import type { Random } from '../random.ts';

export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Parts in proportion, such as [80, 10, 10]. */
export type Proportions = readonly [train: number, validation: number, test: number];

/** Cuts `rows` in the order given: ⌊n·train⌋ rows, ⌊n·validation⌋ rows, and the rest. */
export function cutRows(rows: Int32Array, proportions: Proportions): Split {
  const total = sum(proportions);
  const train = Math.floor((rows.length * proportions[0]) / total);
  const validation = train + Math.floor((rows.length * proportions[1]) / total);
  return { train: rows.slice(0, train), validation: rows.slice(train, validation), test: rows.slice(validation) };
}

/**
 * Shuffles each class and cuts it in proportion, so every part has the file's mix to within a row a class; then
 * shuffles the parts.
 *
 * @param targets class number of each row [n], in [0, classCount)
 */
export function stratifiedSplit(
  targets: Int32Array,
  classCount: number,
  proportions: Proportions,
  random: Random,
): Split {
  const total = sum(proportions);
  const parts: [number[], number[], number[]] = [[], [], []];
  for (let label = 0; label < classCount; label++) {
    const rows = random.shuffle(rowsOfClass(targets, label));
    const trainEnd = Math.round((rows.length * proportions[0]) / total);
    const validationEnd = Math.round((rows.length * (proportions[0] + proportions[1])) / total);
    for (const [i, row] of rows.entries()) parts[i < trainEnd ? 0 : i < validationEnd ? 1 : 2].push(row);
  }
  const [train, validation, test] = parts.map((rows) => random.shuffle(Int32Array.from(rows))) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  return { train, validation, test };
}

/** The rows of one class, ascending. */
export function rowsOfClass(targets: Int32Array, label: number, rows?: Int32Array): Int32Array {
  return (rows ?? Int32Array.from(targets.keys())).filter((row) => targets[row] === label);
}

function sum([train, validation, test]: Proportions): number {
  return train + validation + test;
}
