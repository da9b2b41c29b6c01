/**
 * What would change an answer: at most three changes of a customer's values, to values that occur in the training data,
 * after which the model's probability is at the target or beyond. Fewer changes come first, then smaller ones (`moves.ts`
 * says how they are measured).
 *
 * It is about the model, not about the world: whether a customer whose price is changed comes to buy is another question
 * (Karimi, Schölkopf and Valera 2021, "Algorithmic recourse: from counterfactual explanations to interventions").
 */
import { requireArgument } from '../../argument-checks.ts';
import type { ValueFormat } from '../../data/cells/value-format.ts';
import { columnNamed, isMissing, type Column, type Table } from '../../data/table.ts';
import { namesIn } from '../../data/column-name.ts';
import { requireAll } from '../../data/schema.ts';
import type { Classifier } from '../../model/classifier.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { encodedMoves } from './encoded-moves.ts';
import { movesOf } from './moves.ts';
import { search } from './search.ts';
import type { TrainingValues } from './training-values.ts';

export interface Counterfactual {
  /** The probability to reach, from below or from above. */
  readonly target: number;
  readonly direction: 'at least' | 'at most';
  /** The probability of class 1 as the customer is. */
  readonly before: number;
  /** After the changes. */
  readonly after: number;
  /** Whether the target is reached; if not, the changes are those that come nearest. */
  readonly isReached: boolean;
  /** In the order of columns. */
  readonly changes: readonly Change[];
}

interface Change {
  readonly column: string;
  /** The cell as it stood in the file; null for a missing one. */
  readonly from: string | null;
  /** The cell to write in its place. */
  readonly to: string;
  /** See `moves.ts`: at most 1. */
  readonly cost: number;
}

/** One customer. */
export interface Customer {
  /** The cells of the model's columns, as they stand in the file. */
  readonly cells: readonly string[];
  /** The same read: a table of one row. */
  readonly table: Table;
  /** How the file is written. */
  readonly format: ValueFormat;
  /** The network's inputs [1, d] of such cells, read as those of the file. */
  readonly encode: (cells: readonly string[]) => Tensor;
}

export interface CounterfactualOptions {
  /** The probability to reach. */
  readonly target: number;
  /** The columns that may change; all that the model reads where left out. */
  readonly change?: readonly string[] | undefined;
  /** Columns that stay as they are. */
  readonly keep?: readonly string[] | undefined;
}

const MOST_CHANGES = 3;

/**
 * @param file what errors about columns call the model
 * @throws RangeError for more than two classes, or a target that is no probability; UsageError E_USAGE_COLUMN for a column
 *   that the model doesn't read; FormatError E_MODEL_PIPELINE when the model was trained on bare arrays.
 */
export function counterfactual(
  classifier: Classifier,
  customer: Customer,
  values: TrainingValues,
  { target, change, keep = [] }: CounterfactualOptions,
  file = 'model',
): Counterfactual {
  const pipeline = requirePipeline(classifier, 'train it on a table', file);
  requireArgument(classifier.positive !== null, 'counterfactual', 'classes', classifier.classes, 'two classes');
  requireArgument(target > 0 && target <= 1, 'counterfactual', 'target', target, 'a probability above 0');
  const allowed = allowedColumns(pipeline, change, keep, file);
  const row = pipeline.encode(customer.table, Int32Array.of(0));
  const before = probabilityOf(classifier, row);
  const isAbove = target >= before;
  const moves = pipeline.features.flatMap(({ config }, feature) => {
    const known = values.get(config.name);
    if (!allowed.has(config.name) || known === undefined) return [];
    return movesOf(feature, config, valueIn(columnNamed(customer.table, config.name)), known, customer.format);
  });
  const encoded = encodedMoves(pipeline, customer.table, row, moves);
  const best = search({
    row: row.data,
    moves: encoded,
    most: MOST_CHANGES,
    distances: (rows) => {
      const { data } = classifier.score(rows).natural;
      return Float64Array.from({ length: rows.rows }, (_, i) => (target - data[2 * i + 1]!) * (isAbove ? 1 : -1));
    },
  });
  const changed = best.moves.map((place) => encoded[place]!);
  // Scored again from the cells, as `predict` would.
  const cells = customer.cells.map((cell, feature) => changed.find((move) => move.feature === feature)?.cell ?? cell);
  const after = probabilityOf(classifier, customer.encode(cells));
  return {
    target,
    direction: isAbove ? 'at least' : 'at most',
    before,
    after,
    isReached: isAbove ? after >= target : after <= target,
    changes: changed.map(({ feature, cell, cost }) => {
      const column = pipeline.featureNames[feature]!;
      const from = isMissing(columnNamed(customer.table, column), 0) ? null : customer.cells[feature]!;
      return { column, from, to: cell, cost };
    }),
  };
}

/** @throws UsageError for a column that the model doesn't read. */
function allowedColumns(
  { featureNames }: Pipeline,
  change: readonly string[] | undefined,
  keep: readonly string[],
  file: string,
): Set<string> {
  const [changed, kept] = [change ?? [], keep].map((values) => namesIn(values, featureNames)) as [string[], string[]];
  requireAll(featureNames, changed, 'change', file);
  requireAll(featureNames, kept, 'keep', file);
  const staying = new Set(kept);
  return new Set((change === undefined ? featureNames : changed).filter((name) => !staying.has(name)));
}

function probabilityOf(classifier: Classifier, row: Tensor): number {
  return classifier.score(row).natural.data[1]!;
}

/** What stands in a column of one row; null for a missing value. */
function valueIn(column: Column): number | string | null {
  if (isMissing(column, 0)) return null;
  return column.kind === 'text' ? column.levels[column.codes[0]!]! : column.values[0]!;
}
