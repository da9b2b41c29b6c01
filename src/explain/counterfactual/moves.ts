/**
 * Moves: the values that a column of one customer may be given in the place of its own, all of which occur in the training
 * data, and what each costs.
 *
 * The cost of a number is how far it moves among the training rows: the difference of the shares of rows below it (the
 * percentile shift of Ustun, Spangher and Liu 2019, "Actionable recourse in linear classification", section 3.1). So a move
 * costs at most 1 whatever the unit. Another level, and a value where none stood, costs 1.
 */
import { formatDate } from '../../data/cells/date.ts';
import { parseCell } from '../../data/cells/cell.ts';
import type { ValueFormat } from '../../data/cells/value-format.ts';
import type { FeatureConfig, NumberConfig } from '../../preprocessing/features/feature-config.ts';
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
  if (known.kind === 'category') {
    const levels = known.levels.filter((level) => level !== own).slice(0, MOST_LEVELS);
    return levels.map((value) => ({ feature, value, cell: value, cost: 1 }));
  }
  const { values } = known;
  const numbers = config.kind === 'date' ? values.map(Math.floor) : values;
  const place = typeof own === 'number' ? shareBelow(values, own) : null;
  return spread(numbers).flatMap((value) => {
    const cell = cellOf(value, config as NumberConfig, format);
    // What would be read as another value is no value of a file.
    if (value === own || parseCell(cell, config.kind as NumberConfig['kind'], format, unitOf(config)) !== value)
      return [];
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

/** A number as it is written in a file of this format, so that it is read back as it is. */
function cellOf(value: number, config: NumberConfig, { decimal }: ValueFormat): string {
  if (config.kind === 'date') return formatDate(value);
  if (config.kind === 'boolean') return value === 1 ? 'yes' : 'no';
  const text = String(value).replace('.', decimal);
  return unitOf(config) === '%' ? `${text}%` : text;
}

function unitOf(config: FeatureConfig): string | undefined {
  return config.kind === 'category' ? undefined : config.unit;
}
