/**
 * How the answer moves with one column, on its raw scale: partial dependence, the lines of some rows, accumulated local
 * effects, and how many rows stand behind each point.
 *
 * Accumulated local effects need an order, which levels and "missing" don't have. Apley and Zhu order levels by how alike
 * their rows are in the other columns; then the figures would hang on that choice, so here they have none.
 */
import { numbers, type Column, type NumberColumn, type TextColumn } from '../../data/table.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Effect, EffectPoint } from '../explanation-document.ts';
import type { RawColumn } from '../raw-columns.ts';
import type { RowFunction } from '../row-functions.ts';
import { evenly } from '../evenly.ts';
import { accumulatedLocal } from './accumulated-local.ts';
import { countNearest, numberGrid, orderStatistics, sortedValues } from './effect-grid.ts';
import { conditionalAnswers, partialDependence } from './partial-dependence.ts';

/** With fewer rows at a point, a share of them has a standard error of up to a sixth (√(¼/10)) and more. */
const FEWEST_ROWS = 10;
const MOST_LINES = 20;
const MOST_IN_RUG = 50;

export interface EffectParts {
  readonly answer: RowFunction;
  /** With the cells of all rows at hand [n]. */
  readonly column: RawColumn;
  /** Rows to average over, of those at hand [m]. */
  readonly sample: Int32Array;
  /** The inputs of these [m, d], and the answer for each as it is [m]. */
  readonly inputs: Tensor;
  readonly own: Float64Array;
  /** The most points, those of missing values aside. */
  readonly points: number;
}

export function columnEffect(parts: EffectParts): Effect {
  const { answer, column, sample, inputs } = parts;
  const { name, cells } = column;
  const grid = cells.kind === 'number' ? numberPoints(parts, cells) : levelPoints(parts, cells);
  const answers = conditionalAnswers(answer, inputs, column, column.encode(grid.cells));
  const points = grid.values.length;
  const means = partialDependence(answers, points);
  const local = grid.localEffect(answers);
  return {
    column: name,
    kind: grid.kind,
    ...(cells.kind === 'number' && cells.notation === 'date' && { notation: 'date' }),
    rows: sample.length,
    points: grid.values.map((value, point): EffectPoint => {
      const rows = grid.rows[point]!;
      return {
        value,
        partialDependence: means[point]!,
        accumulatedLocal: local?.[point] ?? null,
        rows,
        isSparse: rows < FEWEST_ROWS,
      };
    }),
    individual: evenly(sample.length, MOST_LINES).map((row) =>
      Array.from(answers.subarray(row * points, (row + 1) * points), toFourDecimals),
    ),
    rug: grid.rug,
  };
}

/** The values that a column is given, as a column of its own. */
interface Grid {
  readonly kind: Effect['kind'];
  readonly values: readonly EffectPoint['value'][];
  readonly cells: Column;
  /** Rows at or near each. */
  readonly rows: readonly number[];
  readonly rug: readonly number[];
  readonly localEffect: (answers: Float64Array) => Float64Array | null;
}

function numberPoints({ column, sample, own, points }: EffectParts, cells: NumberColumn): Grid {
  const { values } = cells;
  const sampled = Float64Array.from(sample, (row) => values[row]!);
  const grid = numberGrid(sortedValues(sampled), points);
  const missing = column.takesMissing ? values.reduce((sum, value) => sum + Number(Number.isNaN(value)), 0) : 0;
  const isBoolean = cells.notation === 'boolean';
  const shown = isBoolean ? grid.map((value) => (value === 1 ? 'yes' : 'no')) : grid;
  const within = values.filter((value) => value >= grid[0]! && value <= grid.at(-1)!);
  return {
    kind: isBoolean ? 'category' : 'number',
    values: [...shown, ...(missing > 0 ? [null] : [])],
    cells: numbers(column.name, Float64Array.from([...grid, ...(missing > 0 ? [Number.NaN] : [])]), 'number'),
    rows: [...countNearest(values, grid), missing],
    rug: isBoolean ? [] : orderStatistics(within.toSorted(), MOST_IN_RUG),
    localEffect: (answers) => accumulatedLocal({ grid, values: sampled, answers, own }),
  };
}

/** The most frequent levels, then "missing". */
function levelPoints({ column, points }: EffectParts, { levels, codes }: TextColumn): Grid {
  const counts = levels.map(() => 0);
  let missing = 0;
  for (const code of codes) {
    if (code === -1) missing++;
    else counts[code]!++;
  }
  const shown = [...levels.keys()]
    .filter((code) => counts[code]! > 0)
    .toSorted((a, b) => counts[b]! - counts[a]! || (levels[a]! < levels[b]! ? -1 : 1))
    .slice(0, points);
  const hasMissing = missing > 0 && column.takesMissing;
  return {
    kind: 'category',
    values: [...shown.map((code) => levels[code]!), ...(hasMissing ? [null] : [])],
    cells: { kind: 'text', name: column.name, levels, codes: Int32Array.from([...shown, ...(hasMissing ? [-1] : [])]) },
    rows: [...shown.map((code) => counts[code]!), missing],
    rug: [],
    localEffect: () => null,
  };
}

/** Enough for a line of a picture, at a third of the length. */
function toFourDecimals(probability: number): number {
  return Math.round(probability * 1e4) / 1e4;
}
