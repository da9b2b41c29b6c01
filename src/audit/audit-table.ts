/**
 * The audit of a data file before anything is trained on it: what would make a figure untrustworthy, what to look at,
 * what to know.
 */
import type { Schema } from '../data/schema.ts';
import type { Table } from '../data/table.ts';
import { createRandom } from '../random.ts';
import { auditedData } from './audited-data.ts';
import { classBalance } from './checks/class-balance.ts';
import { contradictingNames } from './checks/column-names.ts';
import { columnShapes } from './checks/column-shape.ts';
import { constantsForMissing } from './checks/constant-for-missing.ts';
import { derivedColumns } from './checks/derived-columns.ts';
import { SEVERITIES, type Finding } from './finding.ts';
import { keptRows } from './checks/kept-rows.ts';
import { missingValues, unusableColumns } from './checks/missing-values.ts';
import { rowOrder } from './checks/row-order.ts';
import { targetLeaks } from './checks/target-leak.ts';
import { completePreparation, type GivenPrepareOptions } from '../preprocessing/preparation-options.ts';
import { relatedRows } from '../preprocessing/rows/related-rows.ts';
import { twins } from './checks/twins.ts';

/**
 * Findings, the gravest first. The same table, options and seed give the same findings.
 *
 * @param file what errors call the table
 * @throws DataError E_DATA_CLASSES when the target has one class only, or more than can be classes.
 */
export function auditTable(table: Table, schema: Schema, given: GivenPrepareOptions, file: string): Finding[] {
  const options = completePreparation(given);
  const data = auditedData(table, schema, file);
  const findings = [
    ...targetLeaks(data, createRandom(options.seed, 'audit pairs')),
    ...keptRows(data, options),
    ...rowOrder(data),
    ...constantsForMissing(data),
    ...twins(data, options, relatedRows(table, schema, options.groupDuplicates)),
    ...contradictingNames(data),
    ...columnShapes(data),
    ...missingValues(data),
    ...unusableColumns(schema, table.rowCount),
    ...derivedColumns(data),
    ...classBalance(data, options.split),
  ];
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
