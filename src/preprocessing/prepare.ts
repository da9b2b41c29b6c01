/**
 * From a table to three data sets, in one of two orders.
 *
 * The default doesn't leak: split (stratified, or with related rows kept together), then balance and encode by the
 * training rows alone; validation and test rows keep the natural mix of classes. The course's order (`course`) balances
 * and encodes all rows before it shuffles and splits them, so test rows have a say in the training: figures can be
 * compared with published ones, and are a little too good.
 */
import type { Schema } from '../data/schema.ts';
import type { Table } from '../data/table.ts';
import { encodeRows } from './encode-rows.ts';
import { labelTable } from './label-table.ts';
import type { GivenPrepareOptions } from './preparation-options.ts';
import type { PreparedTable } from './prepared-data.ts';
import { chooseRows } from './rows/choose-rows.ts';
import { requireParts } from './rows/row-checks.ts';
import type { Split } from './rows/split.ts';

/**
 * @param file what errors call the table
 * @throws DataError E_DATA_ROWS or E_DATA_CLASSES when there are too few rows to split, naming class and count;
 *   E_DATA_RANGE or E_DATA_MISSING naming a column that can't be encoded; UsageError as `completePreparation` and
 *   `encodeLabels` do.
 */
export function prepare(table: Table, schema: Schema, given: GivenPrepareOptions, file: string): PreparedTable {
  const { options, labels, related } = labelTable('prepare', table, schema, given, file);
  const check = (parts: Split) => requireParts(parts, labels, related?.kind ?? null, file);
  const chosen = chooseRows(labels.targets, labels.classes.length, options, check, related);
  return encodeRows(table, schema, labels, chosen, options, file, related);
}
