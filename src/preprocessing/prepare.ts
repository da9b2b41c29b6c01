/**
 * From a table to three data sets, in one of two orders.
 *
 * The default doesn't leak: split (stratified, or with related rows kept together), then balance and encode by the
 * training rows alone; validation and test rows keep the natural mix of classes. The course's order (`course`) balances
 * and encodes all rows before it shuffles and splits them, so test rows have a say in the training: figures can be
 * compared with published ones, and are a little too good.
 */
import type { Schema } from '../data/schema.ts';
import { textColumn, type Table } from '../data/table.ts';
import { encodeRows } from './encode-rows.ts';
import { encodeLabels } from './labels.ts';
import { completePreparation, requireOneSplit, type GivenPrepareOptions } from './preparation-options.ts';
import type { PreparedTable } from './prepared-data.ts';
import { chooseRows } from './rows/choose-rows.ts';
import { relatedRows } from './rows/related-rows.ts';
import { requireParts, requireRows, requireTable, requireTwoClassesOfRows } from './rows/row-checks.ts';
import type { Split } from './rows/split.ts';

/**
 * @param file what errors call the table
 * @throws DataError E_DATA_ROWS or E_DATA_CLASSES when there are too few rows to split, naming class and count;
 *   E_DATA_RANGE or E_DATA_MISSING naming a column that can't be encoded; UsageError as `completePreparation` and
 *   `encodeLabels` do.
 */
export function prepare(table: Table, schema: Schema, given: GivenPrepareOptions, file: string): PreparedTable {
  requireTable('prepare', table, schema);
  const options = completePreparation(given);
  requireOneSplit(schema, options);
  requireTwoClassesOfRows(table.rowCount, file);
  const labels = encodeLabels(textColumn(table, schema.target), file, options.positive);
  requireRows(labels, schema.target, file);
  const related = relatedRows(table, schema, options.groupDuplicates);
  const check = (parts: Split) => requireParts(parts, labels, related?.kind ?? null, file);
  const chosen = chooseRows(labels.targets, labels.classes.length, options, check, related);
  return encodeRows(table, schema, labels, chosen, options, file, related);
}
