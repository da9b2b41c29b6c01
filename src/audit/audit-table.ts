/**
 * The audit of a data file before anything is trained on it: what would make a figure untrustworthy, what to look at,
 * what to know.
 */
import type { Schema } from '../data/schema.ts';
import type { Table } from '../data/table.ts';
import { createRandom } from '../random.ts';
import { auditedData } from './audited-data.ts';
import { classBalance } from './class-balance.ts';
import { contradictingNames } from './column-names.ts';
import { columnShapes } from './column-shape.ts';
import { constantsForMissing } from './constant-for-missing.ts';
import { derivedColumns } from './derived-columns.ts';
import { SEVERITIES, type Finding } from './finding.ts';
import { keptRows } from './kept-rows.ts';
import { missingValues, unusableColumns } from './missing-values.ts';
import { rowOrder } from './row-order.ts';
import { targetLeaks } from './target-leak.ts';
import type { PrepareOptions } from '../preprocessing/choose-rows.ts';
import { relatedRows } from '../preprocessing/related-rows.ts';
import { twins } from './twins.ts';

/**
 * Findings, the gravest first. The same table, options and seed give the same findings.
 *
 * @param file what errors call the table
 * @throws DataError E_DATA_CLASSES when the target has one class only, or more than can be classes.
 */
export function auditTable(table: Table, schema: Schema, options: PrepareOptions, file: string): Finding[] {
  const data = auditedData(table, schema, file);
  const findings = [
    ...targetLeaks(data, createRandom(options.seed, 'audit pairs')),
    ...keptRows(data, options),
    ...rowOrder(data),
    ...constantsForMissing(data),
    ...twins(data, options, relatedRows(table, schema, options.groupDuplicates ?? false)),
    ...contradictingNames(data),
    ...columnShapes(data),
    ...missingValues(data),
    ...unusableColumns(schema, table.rowCount),
    ...derivedColumns(data),
    ...classBalance(data, options.split),
  ];
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
