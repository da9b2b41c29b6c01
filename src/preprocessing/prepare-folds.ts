/**
 * A table in folds: the plan of all of them, and the three data sets of each. Everything that `prepare` fits on training
 * rows is fitted on those of the fold, so no row has a say in the model that predicts it; only the classes of all rows are
 * read, to deal each class to the folds evenly.
 */
import type { Schema } from '../data/schema.ts';
import { findColumn, type Table } from '../data/table.ts';
import { createRandom } from '../random.ts';
import { encodeRows } from './encode-rows.ts';
import { labelTable } from './label-table.ts';
import type { Labels } from './labels.ts';
import type { GivenPrepareOptions, PrepareOptions } from './preparation-options.ts';
import type { PreparedTable } from './prepared-data.ts';
import { balanceRows } from './rows/balance.ts';
import { chooseFoldRows } from './rows/choose-fold-rows.ts';
import { requireFolds, requireLearnable, requireRepeatable, type FoldPlace } from './rows/fold-checks.ts';
import { planFolds, type Fold, type FoldCounts, type FoldKind } from './rows/fold-plan.ts';
import type { RelatedRows } from './rows/related-rows.ts';

export interface FoldedTable extends FoldCounts {
  readonly table: Table;
  readonly schema: Schema;
  readonly options: PrepareOptions;
  readonly labels: Labels;
  /** How rows came into folds, and what kept them together. */
  readonly kind: FoldKind;
  readonly related: RelatedRows | null;
  /** The rows of all folds, ascending: all of the table, or those that the course's order keeps. */
  readonly rows: Int32Array;
  /** Repeat by repeat. */
  readonly plan: readonly Fold[];
  readonly place: FoldPlace;
}

/**
 * @param file what errors call the table
 * @throws as `prepare` does about the table and its classes, and as `requireFolds` and `requireRepeatable` do.
 */
export function foldTable(
  table: Table,
  schema: Schema,
  given: GivenPrepareOptions,
  counts: FoldCounts,
  file: string,
): FoldedTable {
  const { options, labels, related } = labelTable('foldTable', table, schema, given, file);
  requireRepeatable(related, counts);
  const rows = rowsInFolds(labels, options);
  const place = placeOf(table, schema, file);
  requireFolds(rows, labels, related, counts.folds, place);
  const plan = planFolds(rows, labels.targets, labels.classes.length, related, counts, options.seed);
  const { folds, repeats } = counts;
  return {
    folds,
    repeats,
    table,
    schema,
    options,
    labels,
    kind: related?.kind ?? 'stratified',
    related,
    rows,
    plan,
    place,
  };
}

function rowsInFolds({ targets, classes }: Labels, { recipe, balance, seed }: PrepareOptions): Int32Array {
  const all = Int32Array.from(targets.keys());
  if (recipe !== 'course') return all;
  return balanceRows(all, targets, classes.length, balance, createRandom(seed, 'balance')).toSorted();
}

function placeOf(table: Table, { group = null, time = null, target }: Schema, file: string): FoldPlace {
  const column = group === null ? undefined : findColumn(table, group);
  const groupNames = column?.kind === 'text' ? column.levels : undefined;
  return { file, field: group ?? time ?? target, groupNames };
}

/**
 * The three data sets of one fold.
 *
 * @throws DataError as `prepare` does about values, and as `requireLearnable` does about the rows of this fold.
 */
export function prepareFold(folded: FoldedTable, fold: Fold): PreparedTable {
  const { table, schema, options, labels, related, rows, place } = folded;
  const check = (parts: Parameters<typeof requireLearnable>[0]) => requireLearnable(parts, labels, fold, folded, place);
  const chosen = chooseFoldRows(labels.targets, labels.classes.length, options, fold, rows, related, check);
  return encodeRows(table, schema, labels, chosen, options, place.file, related);
}
