/**
 * What is known of a table before its rows are put into parts or folds: complete options, the class of each row, and what
 * relates rows.
 */
import type { Schema } from '../data/schema.ts';
import { textColumn, type Table } from '../data/table.ts';
import { encodeLabels, type Labels } from './labels.ts';
import {
  completePreparation,
  requireOneSplit,
  type GivenPrepareOptions,
  type PrepareOptions,
} from './preparation-options.ts';
import { relatedRows, type RelatedRows } from './rows/related-rows.ts';
import { requireRows, requireTable, requireTwoClassesOfRows } from './rows/row-checks.ts';

export interface LabelledTable {
  readonly options: PrepareOptions;
  readonly labels: Labels;
  readonly related: RelatedRows | null;
}

/**
 * @param where the function that was given the table, for its errors
 * @param file what errors call the table
 * @throws DataError E_DATA_ROWS or E_DATA_CLASSES for too few rows or classes; UsageError as `completePreparation`,
 *   `requireOneSplit` and `encodeLabels` do.
 */
export function labelTable(
  where: string,
  table: Table,
  schema: Schema,
  given: GivenPrepareOptions,
  file: string,
): LabelledTable {
  requireTable(where, table, schema);
  const options = completePreparation(given);
  requireOneSplit(schema, options);
  requireTwoClassesOfRows(table.rowCount, file);
  const labels = encodeLabels(textColumn(table, schema.target), file, options.positive);
  requireRows(labels, schema.target, file);
  const related = relatedRows(table, schema, options.groupDuplicates);
  return { options, labels, related };
}
