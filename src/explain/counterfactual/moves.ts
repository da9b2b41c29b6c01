/**
 * Moves: the values that a column of one customer may be given in the place of its own, all of which occur in the training
 * data, and what each costs.
 *
 * The cost of a number is how far it moves among the training rows: the difference of the shares of rows below it (the
 * percentile shift of Ustun, Spangher and Liu 2019, "Actionable recourse in linear classification", section 3.1). So a move
 * costs at most 1 whatever the unit. Another level, and a value where none stood, costs 1.
 */
import { parseCell } from '../../data/cells/cell.ts';
import type { ValueFormat } from '../../data/cells/value-format.ts';
import type { FeatureConfig } from '../../preprocessing/features/feature-config.ts';
import { numberText } from '../cell-text.ts';
import type { ValuesOfColumn } from './training-values.ts';

export interface Move {
  /** The place of its column among the features. */
  readonly feature: number;
  readonly value: number | string;
  /** The value as it is written in a file of the format. */
  readonly cell: string;
  readonly cost: number;
}

/** Numbers that a column is tried at: all that occur, or these many quantiles of them. */
const MOST_NUMBERS = 25;
const MOST_LEVELS = 100;

/**
 * @param own what stands in the column; null for a missing value
 * @param format of the file that the customer stands in
 */
export function movesOf(
  feature: number,
  config: FeatureConfig,
  own: number | string | null,
  known: ValuesOfColumn,
  format: ValueFormat,
): Move[] {
  if (known.kind === 'category' || config.kind === 'category') {
    const levels = known.kind === 'category' ? known.levels.filter((level) => level !== own) : [];
    return levels.slice(0, MOST_LEVELS).map((value) => ({ feature, value, cell: value, cost: 1 }));
  }
  const { values } = known;
  const { kind: notation, unit } = config;
  const numbers = notation === 'date' ? values.map(Math.floor) : values;
  const place = typeof own === 'number' ? shareBelow(values, own) : null;
  return spread(numbers).flatMap((value) => {
    const cell = numberText(value, { notation, unit }, format);
    // What would be read as another value is no value of a file.
    if (value === own || parseCell(cell, notation, format, unit) !== value) return [];
    return [{ feature, value, cell, cost: place === null ? 1 : Math.abs(shareBelow(values, value) - place) }];
  });
}

/** The distinct numbers, or quantiles of them that occur. */
function spread(sorted: Float64Array): number[] {
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_NUMBERS) return distinct;
  const last = sorted.length - 1;
  const steps = Array.from({ length: MOST_NUMBERS }, (_, step) => Math.round((last * step) / (MOST_NUMBERS - 1)));
  return [...new Set(steps.map((place) => sorted[place]!))];
}

/** The share of the values below this one, and half of those equal to it. */
function shareBelow(sorted: Float64Array, value: number): number {
  return (firstFrom(sorted, value, false) + firstFrom(sorted, value, true)) / (2 * sorted.length);
}

/** How many values are below this one, or at most it. */
function firstFrom(sorted: Float64Array, value: number, isInclusive: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (isInclusive && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
