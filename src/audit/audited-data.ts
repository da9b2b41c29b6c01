/**
 * A table as the audit looks at it: each feature's values replaced by their places among its distinct values, so that
 * ranks, thresholds and areas are counts, and every column is sorted only once.
 */
import type { Schema } from '../data/schema.ts';
import type { Column, Table } from '../data/table.ts';
import { textColumn } from '../data/table.ts';
import { classCounts } from '../preprocessing/dataset.ts';
import { encodeLabels } from '../preprocessing/labels.ts';

export interface Feature {
  readonly name: string;
  /** False for a column of texts, whose `distinct` are the numbers of its levels and have no order. */
  readonly isNumber: boolean;
  /** [n]; NaN where the cell is missing. */
  readonly values: Float64Array;
  /** The values that occur, ascending. */
  readonly distinct: Float64Array;
  /** values[i] = distinct[codes[i]]; −1 where the cell is missing [n]. */
  readonly codes: Int32Array;
  /** How many rows have each distinct value. */
  readonly counts: Int32Array;
  /** A distinct value as text. */
  readonly show: (code: number) => string;
}

export interface AuditedData {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  readonly targetName: string;
  readonly classes: readonly string[];
  /** Class number of each row [n]. */
  readonly targets: Int32Array;
  readonly classCounts: readonly number[];
}

/** @throws DataError E_DATA_CLASSES when the target has one class only, or more than can be classes. */
export function auditedData(table: Table, schema: Schema, file: string): AuditedData {
  const { classes, targets } = encodeLabels(textColumn(table, schema.target), file);
  return {
    rowCount: table.rowCount,
    features: table.columns.filter(({ name }) => schema.features.includes(name)).map(auditedFeature),
    targetName: schema.target,
    classes,
    targets,
    classCounts: classCounts(targets, classes.length),
  };
}

function auditedFeature(column: Column): Feature {
  if (column.kind === 'number') return numberFeature(column.name, column.values);
  const { name, codes, levels } = column;
  return {
    name,
    isNumber: false,
    values: Float64Array.from(codes, (code) => (code === -1 ? Number.NaN : code)),
    distinct: Float64Array.from(levels.keys()),
    codes,
    counts: countCodes(codes, levels.length),
    show: (code) => JSON.stringify(levels[code]!.slice(0, 40)),
  };
}

function numberFeature(name: string, values: Float64Array): Feature {
  const sorted = values.toSorted();
  let length = 0;
  for (const value of sorted) {
    if (Number.isNaN(value)) break;
    if (length === 0 || sorted[length - 1] !== value) sorted[length++] = value;
  }
  const distinct = sorted.slice(0, length);
  const codes = Int32Array.from(values, (value) => placeOf(distinct, value));
  return {
    name,
    isNumber: true,
    values,
    distinct,
    codes,
    counts: countCodes(codes, length),
    show: (code) => String(distinct[code]),
  };
}

/** The place of a value that is among the ascending ones, by bisection; −1 for NaN. */
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

/** How many of the chosen rows (all by default) have each code. */
export function countCodes(codes: Int32Array, length: number, chosen?: (row: number) => boolean): Int32Array {
  const counts = new Int32Array(length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0 && (chosen === undefined || chosen(row))) counts[code]!++;
  }
  return counts;
}

/** Decimals that the values are written with, at most 9; null where that isn't enough. */
export function decimalsOf({ distinct }: Feature): number | null {
  let decimals = 0;
  let scale = 1;
  for (const value of distinct) {
    // A decimal number is off by at most half a unit in its last binary place: 1e-15 of it, thousands of times less
    // than the last of 9 decimals is worth for values up to a million.
    while (Math.abs(value * scale - Math.round(value * scale)) > 1e-6 + 1e-12 * Math.abs(value * scale)) {
      if (++decimals > 9) return null;
      scale *= 10;
    }
  }
  return decimals;
}
