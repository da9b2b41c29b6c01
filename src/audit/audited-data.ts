/**
 * A table as the audit sees it: each column's values are replaced by their indexes among its distinct values, so ranks,
 * thresholds and areas are counts, and every column is sorted only once.
 */
import type { Schema } from '../data/schema.ts';
import { textColumn, type Column, type Table } from '../data/table.ts';
import { classCounts } from '../preprocessing/dataset.ts';
import { encodeLabels } from '../preprocessing/labels.ts';
import { distinctValues } from '../preprocessing/rows/distinct-values.ts';

export interface AuditedColumn {
  readonly name: string;
  /** False for a column of texts: its `distinct` holds the numbers of its levels, which have no order. */
  readonly isNumber: boolean;
  /** False for kinds, and for numbers that stand for dates, yes and no. */
  readonly isMeasure: boolean;
  /** [n]; NaN for a missing cell. */
  readonly values: Float64Array;
  /** The values that occur, ascending. */
  readonly distinct: Float64Array;
  /** values[i] = distinct[codes[i]]; −1 for a missing cell [n]. */
  readonly codes: Int32Array;
  /** The number of rows with each distinct value. */
  readonly counts: Int32Array;
  /** The number of rows with a value. */
  readonly presentCount: number;
  /** The code of the most frequent value (the first in a tie); 0 if all cells are missing. */
  readonly mode: number;
  /** The texts of the codes; left out for a column of numbers. */
  readonly texts?: readonly string[];
  /** A distinct value as text. */
  readonly show: (code: number) => string;
}

export interface AuditedData {
  readonly rowCount: number;
  readonly features: readonly AuditedColumn[];
  readonly targetName: string;
  readonly classes: readonly string[];
  /** Class number of each row [n]. */
  readonly targets: Int32Array;
  readonly classCounts: readonly number[];
}

/**
 * @param positive of two classes, the one that counts
 * @param onProgress is told the share of the columns that are sorted
 * @throws DataError E_DATA_CLASSES if the target has only one class, or too many; UsageError as `encodeLabels` does.
 */
export function auditedData(
  table: Table,
  schema: Schema,
  file: string,
  positive?: string,
  onProgress?: (share: number) => void,
): AuditedData {
  const { classes, targets } = encodeLabels(textColumn(table, schema.target), file, positive);
  const names = new Set(schema.features);
  return {
    rowCount: table.rowCount,
    features: table.columns
      .filter(({ name }) => names.has(name))
      .map((column, place) => {
        onProgress?.(place / names.size);
        return auditedColumn(column);
      }),
    targetName: schema.target,
    classes,
    targets,
    classCounts: classCounts(targets, classes.length),
  };
}

function auditedColumn(column: Column): AuditedColumn {
  if (column.kind === 'number') {
    const { notation = 'number' } = column;
    return { ...numberColumn(column.name, column.values), isMeasure: notation === 'number' };
  }
  const { name, codes, levels } = column;
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = codes[row] === -1 ? Number.NaN : codes[row]!;
  return {
    name,
    isNumber: false,
    isMeasure: false,
    values,
    distinct: Float64Array.from(levels.keys()),
    codes,
    ...countCodes(codes, levels.length),
    texts: levels,
    show: (code) => JSON.stringify(levels[code]!.slice(0, 40)),
  };
}

export function numberColumn(name: string, values: Float64Array): AuditedColumn {
  const seen = distinctValues(values);
  const sorted = seen.values.toSorted();
  // NaNs are sorted to the end.
  const distinct = Number.isNaN(sorted.at(-1)) ? sorted.subarray(0, -1) : sorted;
  const places = Int32Array.from(seen.values, (value) => placeOf(distinct, value));
  const codes = seen.numbers;
  for (let row = 0; row < codes.length; row++) codes[row] = places[codes[row]!]!;
  return {
    name,
    isNumber: true,
    isMeasure: true,
    values,
    distinct,
    codes,
    ...countCodes(codes, distinct.length),
    show: (code) => String(distinct[code]),
  };
}

/** The index of a value in an ascending list that contains it, by bisection; −1 for NaN. */
function placeOf(ascending: Float64Array, value: number): number {
  if (Number.isNaN(value)) return -1;
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countCodes(codes: Int32Array, length: number): Pick<AuditedColumn, 'counts' | 'presentCount' | 'mode'> {
  const counts = new Int32Array(length);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== -1) counts[codes[row]!]!++;
  let [presentCount, mode] = [0, 0];
  for (let code = 0; code < length; code++) {
    presentCount += counts[code]!;
    if (counts[code]! > counts[mode]!) mode = code;
  }
  return { counts, presentCount, mode };
}

/** The number of rows of one class with each code. */
export function countCodesOfClass({ codes, counts }: AuditedColumn, targets: Int32Array, label: number): Int32Array {
  const ofClass = new Int32Array(counts.length);
  for (let row = 0; row < codes.length; row++) {
    if (targets[row] === label && codes[row] !== -1) ofClass[codes[row]!]!++;
  }
  return ofClass;
}

/** The number of decimals that the values are written with, at most 9; null if that isn't enough. */
export function decimalsOf({ distinct }: Pick<AuditedColumn, 'distinct'>): number | null {
  let decimals = 0;
  let scale = 1;
  for (const value of distinct) {
    // A decimal number is off by at most half a unit in its last binary place: 1e-15 of it. For values up to a million
    // that is thousands of times less than the last of 9 decimals.
    while (Math.abs(value * scale - Math.round(value * scale)) > 1e-6 + 1e-12 * Math.abs(value * scale)) {
      if (++decimals > 9) return null;
      scale *= 10;
    }
  }
  return decimals;
}

/**
 * The mean rank of each distinct value of a column, less the mean rank of all present cells; `squares` is the sum of
 * their squares over those cells, 0 for a constant.
 */
export function centredRanks({ counts, presentCount }: Pick<AuditedColumn, 'counts' | 'presentCount'>): {
  readonly ranks: Float64Array<ArrayBuffer>;
  readonly squares: number;
} {
  const ranks = new Float64Array(counts.length);
  let [before, squares] = [0, 0];
  for (let code = 0; code < counts.length; code++) {
    const rank = before + (counts[code]! - presentCount) / 2;
    ranks[code] = rank;
    squares += counts[code]! * rank * rank;
    before += counts[code]!;
  }
  return { ranks, squares };
}
