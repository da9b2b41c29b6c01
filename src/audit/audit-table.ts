/**
 * The audit of a data file before training: what would make a figure untrustworthy, what to check, what to know.
 */
import { requireArgument } from '../argument-checks.ts';
import type { Schema } from '../data/schema.ts';
import type { Table } from '../data/table.ts';
import {
  completePreparation,
  type GivenPrepareOptions,
  type PrepareOptions,
} from '../preprocessing/preparation-options.ts';
import { chooseRows } from '../preprocessing/rows/choose-rows.ts';
import { requireTable } from '../preprocessing/rows/row-checks.ts';
import { relatedRows } from '../preprocessing/rows/related-rows.ts';
import type { Split } from '../preprocessing/rows/split.ts';
import { createRandom } from '../random.ts';
import { auditedData, type AuditedData } from './audited-data.ts';
import { classBalance } from './checks/class-balance.ts';
import { codesAsNumbers, contradictingNames } from './checks/column-names.ts';
import { columnShapes } from './checks/column-shape.ts';
import { constantsForMissing } from './checks/constant-for-missing.ts';
import { derivedColumns } from './checks/derived-columns.ts';
import { keptRows } from './checks/kept-rows.ts';
import { missingValues, unusableColumns } from './checks/missing-values.ts';
import { placeholderWords } from './checks/placeholder-words.ts';
import { rowOrder } from './checks/row-order.ts';
import { similarKinds } from './checks/similar-kinds.ts';
import { strayNegatives } from './checks/stray-negatives.ts';
import { targetLeaks } from './checks/target-leak.ts';
import { twins } from './checks/twins.ts';
import { zerosForMissing } from './checks/zero-for-missing.ts';
import { SEVERITIES, type Finding } from './finding.ts';

/** What the audit is about. */
export interface AuditScope {
  /**
   * `file`: everything that could matter in any training. `training`: what matters in a training with the given
   * options. The difference: for a training, the first rows of each class are compared with the others only if it keeps
   * those, and only until one column says no.
   */
  readonly about: 'file' | 'training';
  /** The rows of the training's parts, if they are already chosen. */
  readonly rows?: Split;
  /** Told what is done, as a share from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Findings, gravest first. The same table, options and seed give the same findings.
 *
 * @param file what errors call the table
 * @throws DataError E_DATA_CLASSES if the target has only one class, or too many.
 */
export function auditTable(
  table: Table,
  schema: Schema,
  given: GivenPrepareOptions,
  file: string,
  { about, rows, onProgress }: AuditScope = { about: 'file' },
): Finding[] {
  requireTable('auditTable', table, schema);
  requireArgument(about === 'file' || about === 'training', 'auditTable', 'about', about, 'file or training');
  const options = completePreparation(given);
  const share = (part: number) => onProgress?.(part);
  const data = auditedData(table, schema, file, options.positive, (done) => share(0.2 * done));
  const findings = [
    ...targetLeaks(data, createRandom(options.seed, 'audit pairs'), (done) => share(0.2 + 0.3 * done)),
    ...(about === 'file' || options.balance === 'first' ? keptRows(data, options, about) : []),
    ...rowOrder(data),
    ...constantsForMissing(data),
    ...zerosForMissing(data),
    ...placeholderWords(data),
    ...strayNegatives(data),
    ...similarKinds(data),
    ...twins(data, rows ?? splitAsTrainingDoes(data, table, schema, options)),
    ...contradictingNames(data),
    ...codesAsNumbers(data),
    ...columnShapes(data),
    ...missingValues(data),
    ...unusableColumns(schema, table.rowCount),
    ...derivedColumns(data, (done) => share(0.6 + 0.4 * done)),
    ...classBalance(data, options.split),
  ];
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function splitAsTrainingDoes(
  { targets, classes }: AuditedData,
  table: Table,
  schema: Schema,
  options: PrepareOptions,
): Split {
  const related = relatedRows(table, schema, options.groupDuplicates);
  return chooseRows(targets, classes.length, options, undefined, related);
}
